#!/usr/bin/env node
import { writeFileSync } from "node:fs";
import { business } from "./acceptance/business.mjs";
import { judge } from "./acceptance/judge.mjs";
import { sms } from "./acceptance/sms.mjs";
import { tableOf } from "./acceptance/table.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { at } from "./lib/paths.mjs";
import { PlainError, run } from "./lib/say.mjs";

/** What `npm run acceptance -- NAME` can judge. */
const lists = new Map([
  ["business", business],
  ["sms", sms],
]);

const USAGE = `Usage: npm run acceptance -- NAME [--write]

Prints a table of what is asked for, the tests that prove each row, and whether they pass now.
NAME     ${[...lists.keys()].join(", ")}
--write  put the table into docs/acceptance-NAME.md as well
`;

await run(async () => {
  const [name = "", ...flags] = process.argv.slice(2);
  const rows = lists.get(name);
  if (rows === undefined || flags.some((flag) => flag !== "--write")) throw new PlainError(USAGE);
  ensureInstalled();
  const judged = await judge(rows);
  const table = tableOf(judged);
  process.stdout.write(`\n${table}\n`);
  if (flags.includes("--write")) writeFileSync(at("docs", `acceptance-${name}.md`), page(name, table));
  return judged.every(({ passed }) => passed) ? 0 : 1;
});

/**
 * @param {string} name
 * @param {string} table
 */
function page(name, table) {
  return `# What is asked for, and the tests that prove it: ${name}\n\nWritten by \`npm run acceptance -- ${name} --write\`.\n\n${table}`;
}
