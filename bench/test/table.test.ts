import { expect, test } from "bun:test";
import { replaceSection } from "../src/figures/write-figures.ts";
import { Latencies } from "../src/relay/load/latencies.ts";
import { table } from "../src/text/table.ts";

test("columns line up, numbers flush right", () => {
  expect(table(["phase", "µs"], [["online", "12.5"]])).toBe(
    ["| phase  |   µs |", "| ------ | ---: |", "| online | 12.5 |"].join("\n"),
  );
});

test("a section of the figures is replaced and nothing else", () => {
  const document = "before\n<!-- relay: begin -->\nold\n<!-- relay: end -->\nafter\n";
  expect(replaceSection(document, "relay", "new")).toBe(
    "before\n<!-- relay: begin -->\nnew\n<!-- relay: end -->\nafter\n",
  );
  expect(() => replaceSection(document, "sms", "new")).toThrow("no section for sms");
});

test("percentiles are samples, at the ends too", () => {
  const latencies = new Latencies();
  for (const ms of [5, 1, 3, 2, 4]) latencies.add(ms);
  expect([0.01, 0.5, 0.99].map((share) => latencies.percentile(share))).toEqual([1, 3, 5]);
  expect(new Latencies().percentile(0.5)).toBeNaN();
});
