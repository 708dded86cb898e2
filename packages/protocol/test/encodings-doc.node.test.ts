import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { dictionaryMarkdown } from "../scripts/dictionary-markdown.ts";
import * as limits from "../src/limits.ts";

const page = readFileSync(new URL("../../../docs/protocol/encodings.md", import.meta.url), "utf8");

test("docs/protocol/encodings.md lists the dictionary in force", () => {
  expect(page.includes(dictionaryMarkdown())).toBe(true);
});

test("docs/protocol/encodings.md states the limits in force", () => {
  for (const limit of Object.values(limits)) expect(page).toContain(`| ${limit} |`);
});
