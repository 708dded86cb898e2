#!/usr/bin/env node
import { parseArgs } from "node:util";
import { ensureInstalled } from "./lib/install.mjs";
import { PlainError, run } from "./lib/say.mjs";
import { steps } from "./test/steps.mjs";
import { inWords, sum } from "./test/tally.mjs";

const groups = [...new Set(steps.flatMap((step) => step.groups))];

const USAGE = `Usage: npm test -- [--only GROUP[,GROUP]] [--long] [FILTER...]

Runs every check and test, or only some.
  --only   of: ${groups.join(", ")}
  --long   many seeds and rounds; takes hours
  FILTER   only test files whose path holds this text
`;

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        only: { type: "string", multiple: true },
        long: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    const only = (values.only ?? []).flatMap((names) => names.split(","));
    const unknown = only.filter((name) => !groups.includes(name));
    if (unknown.length > 0) throw new Error(`unknown group: ${unknown.join(", ")}`);
    return { only, long: values.long, help: values.help, filters: positionals };
  } catch (error) {
    throw new PlainError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`, { cause: error });
  }
}

/** @param {number} from as of performance.now() */
const secondsSince = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

await run(async () => {
  const { only, long, help, filters } = readArguments();
  if (help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const begin = performance.now();
  ensureInstalled();
  const chosen = steps.filter(
    ({ groups }) =>
      (only.length === 0 || groups.some((group) => only.includes(group))) &&
      !(filters.length > 0 && only.length === 0 && groups.includes("lint")),
  );
  const rows = [];
  for (const step of chosen) {
    process.stdout.write(`\n── ${step.title} ${"─".repeat(Math.max(0, 70 - step.title.length))}\n`);
    const from = performance.now();
    const tally = await step.run({ filters, long });
    rows.push({ title: step.title, tally, time: secondsSince(from) });
  }
  const total = sum(rows.map((row) => row.tally));
  process.stdout.write("\n");
  for (const { title, tally, time } of rows) {
    process.stdout.write(`${title.padEnd(38)} ${time.padStart(8)}   ${inWords(tally)}\n`);
  }
  process.stdout.write(
    `${"Everything".padEnd(38)} ${secondsSince(begin).padStart(8)}\n\n${inWords(total)}\n`,
  );
  for (const { file, name } of total.unsteady ?? [])
    process.stdout.write(`unsteady, failed among the others and passed alone: ${file}: ${name}\n`);
  for (const { file, name } of total.failures ?? []) process.stdout.write(`failed: ${file}: ${name}\n`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
});
