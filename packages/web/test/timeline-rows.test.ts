import { describe, expect, test } from "bun:test";
import { type Row, timelineDays } from "../src/lib/timeline-rows.ts";
import { message } from "./demo-message.ts";

const noon = new Date(2026, 2, 3, 12).getTime();
const minute = 60_000;
const at = (position: number, minutes: number, changes = {}) =>
  message(position, { at: noon + minutes * minute, ...changes });
const rows = (...all: ReturnType<typeof at>[]): readonly Row[] =>
  timelineDays(all).flatMap((day) => day.rows);
const ends = (list: readonly Row[]): string =>
  list
    .map((row) => (row.kind === "message" ? `${row.first ? "[" : ""}${row.last ? "]" : ""}` : row.kind))
    .join(" ");

describe("rows of a conversation", () => {
  test("one author within five minutes stands together", () => {
    expect(ends(rows(at(1, 0), at(2, 1), at(3, 2)))).toBe("[  ]");
    expect(ends(rows(at(1, 0), at(2, 6)))).toBe("[] []");
    expect(ends(rows(at(1, 0), at(2, 1, { author: "b" })))).toBe("[] []");
  });

  test("a notice parts a run", () => {
    const notice = at(2, 1, { body: { kind: "notice", notice: { type: "encrypted" } } });
    expect(ends(rows(at(1, 0), notice, at(3, 2)))).toBe("[] notice []");
  });

  test("midnight begins a day and parts a run", () => {
    const days = timelineDays([at(1, 719), at(2, 721)]);
    expect(days.map((day) => day.rows.length)).toEqual([1, 1]);
    expect(ends(days.flatMap((day) => day.rows))).toBe("[] []");
  });

  test("the unread divider stands before the first unread message and parts a run", () => {
    const days = timelineDays([at(1, 0), at(2, 1), at(3, 2)], { from: "m2", count: 2 });
    const all = days.flatMap((day) => day.rows);
    expect(all.map(({ key }) => key)).toEqual(["m1", "unread", "m2", "m3"]);
    expect(ends(all)).toBe("[] unread [ ]");
  });

  test("a divider for a message that is not there shows nothing", () => {
    expect(timelineDays([at(1, 0)], { from: "gone", count: 1 })[0]?.rows.length).toBe(1);
  });
});
