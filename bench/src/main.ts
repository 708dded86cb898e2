import { parseArgs } from "node:util";
import { benches } from "./benches.ts";
import { machineLine } from "./figures/machine.ts";
import { writeFigures } from "./figures/write-figures.ts";

const USAGE = `Usage: bun run bench [NAME] [--quick] [--json] [--write]

NAME     ${[...benches.keys()].join(", ")} (default: relay)
--quick  short and small, to see that everything runs
--json   print the figures as JSON
--write  put the figures into docs/figures.md
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const { quick, json, write, help } = values;
  const name = positionals[0] ?? "relay";
  const bench = benches.get(name);
  if (help || bench === undefined || positionals.length > 1) {
    console.log(USAGE);
    return help ? 0 : 2;
  }
  const result = await bench({ quick, say: (what) => console.error(`· ${what}`) });
  const machine = await machineLine();
  if (json) console.log(JSON.stringify({ bench: name, machine, ...result.figures }, null, 2));
  else console.log(`\n${machine}\n\n${result.text}`);
  if (write) await writeFigures(name, `${machine}\n\n${result.text}`);
  return 0;
}

process.exitCode = await main();
