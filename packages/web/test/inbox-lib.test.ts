import { describe, expect, test } from "bun:test";
import type { ItemView, ThreadView } from "@culver/business/inbox-api";
import { hindrance } from "../src/inbox/lib/hindrance.ts";
import { emptyWindow, withItem, withOlder } from "../src/inbox/lib/item-window.ts";
import { countsOf, queryKey, shownThreads } from "../src/inbox/lib/thread-query.ts";
import { timeLeft, windowState } from "../src/inbox/lib/time-left.ts";
import { fragmentOf, parseRoute } from "../src/inbox/state/route.ts";

const hour = 3_600_000;

const thread = (id: string, change: Partial<ThreadView> = {}): ThreadView => ({
  id,
  number: "n",
  name: id,
  channel: "app",
  channels: ["app"],
  state: "open",
  labels: [],
  unread: 0,
  activeAt: 0,
  isBlocked: false,
  isOptedOut: false,
  needsPerson: false,
  ...change,
});

const item = (seq: number): ItemView => ({
  id: `i${seq}`,
  thread: "t",
  seq,
  at: seq,
  direction: "in",
  body: { kind: "text", text: "" },
  reactions: [],
  isEdited: false,
});

describe("the inbox's rules", () => {
  test("the window is urgent under an hour, then over; SMS waits for nothing", () => {
    expect(timeLeft(19.5 * hour)).toBe("19 h");
    expect(timeLeft(80 * 60_000)).toBe("1 h 20 min");
    expect(timeLeft(10)).toBe("1 min");
    expect(windowState({ channel: "app", windowEndsAt: 2 * hour }, 0).kind).toBe("open");
    expect(windowState({ channel: "app", windowEndsAt: hour - 1 }, 0).kind).toBe("urgent");
    expect(windowState({ channel: "app" }, 0).kind).toBe("over");
    expect(windowState({ channel: "sms" }, 0).kind).toBe("free");
  });

  test("what hinders writing is told, the block before all", () => {
    expect(hindrance(thread("a", { isBlocked: true }), true, 0)).toBe("blocked");
    expect(hindrance(thread("a", { channel: "sms", isOptedOut: true }), true, 0)).toBe("opted-out");
    expect(hindrance(thread("a", { channel: "sms" }), false, 0)).toBe("no-sms");
    expect(hindrance(thread("a"), true, 0)).toBe("window");
    expect(hindrance(thread("a", { windowEndsAt: 1 }), true, 0)).toBeUndefined();
  });

  test("a list shows nothing older than it was read, and counts only what it knows whole", () => {
    const byId = new Map(
      [
        thread("new", { activeAt: 30, assignee: "me" }),
        thread("old", { activeAt: 10 }),
        thread("closed", { activeAt: 20, state: "closed" }),
      ].map((one) => [one.id, one]),
    );
    const query = { filter: "open", label: undefined, number: undefined } as const;
    const ids = (next: number | undefined) => shownThreads(byId, query, "me", { next }).map(({ id }) => id);
    expect(ids(15)).toEqual(["new"]);
    expect(ids(undefined)).toEqual(["new", "old"]);
    const whole = (key: string) => (key === queryKey(query) ? { next: undefined } : undefined);
    expect(countsOf(byId, "me", whole)).toEqual({ open: 2, mine: 1, unassigned: 1 });
    expect(countsOf(byId, "me", () => undefined)).toEqual({});
  });

  test("a window of items keeps order, replaces what has changed, and leaves gaps to later pages", () => {
    const first = withOlder(emptyWindow, [item(5), item(6)]);
    const next = withItem(withItem(first, item(7)), { ...item(6), isEdited: true });
    expect(next.items.map(({ seq, isEdited }) => [seq, isEdited])).toEqual([
      [5, false],
      [6, true],
      [7, false],
    ]);
    expect(withItem({ ...next, newer: true }, item(9)).items).toHaveLength(3);
  });

  test("places survive the address", () => {
    for (const route of [
      { view: "inbox" },
      { view: "thread", thread: "a/b" },
      { view: "thread", thread: "t", seq: 7 },
      { view: "team" },
    ] as const)
      expect(parseRoute(fragmentOf(route))).toEqual(route);
    expect(parseRoute("#/nowhere")).toEqual({ view: "inbox" });
  });
});
