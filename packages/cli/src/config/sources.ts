import { didYouMean } from "../suggest.ts";
import type { Key } from "./config.ts";
import { flagOf } from "./setting.ts";
import { settings } from "./settings.ts";

/** Where the text of a setting comes from. */
export type Source = "flag" | "environment" | "default";

export interface Given {
  readonly source: Source;
  readonly text: string;
}

export const keys = Object.keys(settings) as Key[];
const keyOfFlag = new Map(keys.map((key) => [flagOf(settings[key]), key]));
const flags = [...keyOfFlag.keys()].map((flag) => `--${flag}`);
const variables = keys.map((key) => settings[key].env as string);

/** Settings given as flags: `--port 80`, `--port=80`. */
export function readFlags(argv: readonly string[], problems: string[]): Map<Key, Given> {
  const given = new Map<Key, Given>();
  const rest = [...argv];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, flag, inline] = /^--([a-z][a-z-]*)(?:=(.*))?$/s.exec(word) ?? [];
    const key = keyOfFlag.get(flag ?? "");
    if (key === undefined) {
      problems.push(
        word.startsWith("-")
          ? `${word.split("=", 1)[0]} is no known flag${didYouMean(word.split("=", 1)[0] ?? "", flags)}`
          : "an argument is left over; settings are given as --name value",
      );
      if (word.startsWith("-") && !word.includes("=") && rest[0]?.startsWith("-") === false) rest.shift();
      continue;
    }
    const text = inline ?? rest.shift();
    if (text === undefined) problems.push(`--${flag} needs a value`);
    else if (given.has(key)) problems.push(`--${flag} is given twice`);
    else given.set(key, { source: "flag", text });
  }
  return given;
}

/** Settings given in the environment. An empty variable counts as not given. */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  problems: string[],
): Map<Key, Given> {
  for (const name of Object.keys(env).filter((name) => name.startsWith("CULVER_"))) {
    const hint = variables.includes(name) ? "" : didYouMean(name, variables);
    if (hint !== "") problems.push(`${name} is no known setting${hint}`);
  }
  return new Map(
    keys.flatMap((key) => {
      const text = env[settings[key].env];
      return text === undefined || text === "" ? [] : [[key, { source: "environment", text }] as const];
    }),
  );
}
