import type { Contact, Message } from "@culver/client";
import { messageOf, say } from "./demo-history.ts";
import { self } from "./demo-people.ts";

const minute = 60_000;
const emoji = ["👍", "❤️", "😂", "😮", "😢", "🙏", "🎉", "🔥", "👀", "✅", "🤔", "🥳"];

/** The chat of what is rarely written and must still look right. */
export function edgeHistory(peer: Contact, now: number): Message[] {
  const start = now - 90 * minute;
  const both = [peer.account, self.account];
  const all = emoji.map((one, index) => ({ emoji: one, authors: index % 3 === 0 ? both : [peer.account] }));
  const lines = [
    say(false, start, `A${"a".repeat(180)}rgh`),
    say(true, start + minute, `https://example.org/${"path-that-never-ends/".repeat(9)}`),
    say(false, start + 4 * minute, "😀", { reactions: [{ emoji: "❤️", authors: [self.account] }] }),
    say(true, start + 5 * minute, "🎉🎉"),
    say(false, start + 6 * minute, "👩‍👩‍👧‍👦🏳️‍🌈👍🏽"),
    say(true, start + 8 * minute, "Ok", { reactions: all }),
    say(false, start + 9 * minute, "Ok", { reactions: all.slice(0, 3) }),
    say(false, start + 10 * minute, "And one more right after it"),
    say(false, start + 12 * minute, "שלום! *נתראה* מחר בשעה 10:00 ליד הכניסה של Café Noir?", {
      reactions: [{ emoji: "👍", authors: both }],
    }),
    say(true, start + 13 * minute, "مساء الخير، هل وصلت الرسالة؟"),
    say(true, start + 14 * minute, "مساء الخير", { editedAt: now, starred: true }),
    say(false, start + 20 * minute, "one\ntwo\n\n\nfive   spaced", { starred: true }),
    say(true, start + 22 * minute, "`const answer = 42;` and ~gone~ and _slanted_ and *loud*"),
    say(true, start + 23 * minute, "x", { status: "queued" }),
    say(true, start + 24 * minute, "Can you call me back?", {
      status: "failed",
      failure: "No answer for a day.",
    }),
    say(true, start + 25 * minute, "Last", {
      status: "sent",
      reactions: [{ emoji: "👍", authors: [peer.account] }],
    }),
  ];
  return lines.map((line, position) => messageOf(peer, position, line));
}
