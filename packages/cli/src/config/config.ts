import type { z } from "zod";
import type { Mode } from "./setting.ts";
import type { settings } from "./settings.ts";

export type Settings = typeof settings;
export type Key = keyof Settings;

/** The checked values of all settings; the names are those of the table in settings.ts. */
export type Values = { readonly [K in Key]: z.output<Settings[K]["schema"]> };

/** What the server is composed from. */
export interface Config extends Values {
  /** The command that runs. */
  readonly mode: Mode;
}

/** The configuration cannot be used; the message lists every problem, one a line, and quotes no secret. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(["The configuration cannot be used:", ...problems.map((problem) => `  ${problem}`)].join("\n"));
    this.problems = problems;
  }
}
