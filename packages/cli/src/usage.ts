import type { Command } from "./command.ts";

/** The text of `culver NAME --help`. */
export function usageOf({ name, synopsis, summary, details }: Command): string {
  const call = ["Usage: culver", name, synopsis].filter((part) => part !== "").join(" ");
  return [call, "", `${summary}.`, ...(details === undefined ? [] : ["", details]), ""].join("\n");
}

/** The list of commands, all of them or those of one group (`device`). */
export function listOf(commands: readonly Command[], group = ""): string {
  const shown = commands.filter(({ name }) => group === "" || name.startsWith(`${group} `));
  const width = Math.max(...shown.map(({ name }) => name.length));
  return [
    `Usage: culver ${group === "" ? "" : `${group} `}COMMAND [ARGUMENT...]`,
    "",
    ...shown.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    "",
    "culver help COMMAND tells more about one.",
    "",
  ].join("\n");
}
