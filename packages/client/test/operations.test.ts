import { describe, expect, test } from "bun:test";
import { groupReactions, withReaction } from "../src/conversations/message-view.ts";
import { changedBy } from "../src/inbox/operations.ts";
import type { MessageRecord } from "../src/records/message-record.ts";

const target: MessageRecord = {
  id: "m1",
  conversation: "c",
  author: "ada",
  outgoing: false,
  position: 1,
  at: 10,
  status: "received",
  body: { kind: "text", text: "first" },
  reactions: [],
  starred: false,
  sentAt: 10,
};
const edit = (author: string, sentAt: number, text: string) =>
  ({ author, at: sentAt, payload: { id: "e", sentAt, kind: "edit", target: "m1", text } }) as const;

describe("edits, deletions and reactions", () => {
  test("only the author edits and deletes", () => {
    expect(changedBy(target, edit("bob", 20, "forged"))).toBeUndefined();
    expect(
      changedBy(target, {
        author: "bob",
        at: 1,
        payload: { id: "d", sentAt: 1, kind: "delete", target: "m1" },
      }),
    ).toBeUndefined();
    expect(changedBy(target, edit("ada", 20, "second"))?.body).toEqual({ kind: "text", text: "second" });
  });

  test("an earlier edit that comes late changes nothing", () => {
    const edited = changedBy(target, edit("ada", 30, "third")) ?? target;
    expect(changedBy(edited, edit("ada", 20, "second"))).toBeUndefined();
  });

  test("what is deleted stays deleted", () => {
    const payload = { id: "d", sentAt: 1, kind: "delete", target: "m1" } as const;
    const deleted = changedBy(target, { author: "ada", at: 1, payload }) ?? target;
    expect(deleted.body.kind).toBe("deleted");
    expect(changedBy(deleted, edit("ada", 99, "again"))).toBeUndefined();
  });

  test("one reaction per author, grouped by emoji, taken back by an empty one", () => {
    const two = withReaction(withReaction([], "ada", "👍"), "bob", "👍");
    expect(groupReactions(withReaction(two, "ada", "❤️"))).toEqual([
      { emoji: "👍", authors: ["bob"] },
      { emoji: "❤️", authors: ["ada"] },
    ]);
    expect(groupReactions(withReaction(withReaction(two, "ada", ""), "bob", ""))).toEqual([]);
  });
});
