import type { z } from "zod";

/** Which command the configuration is for: `start` is for trying and developing, `serve` for service. */
export type Mode = "start" | "serve";

/** What the default of one setting may depend on: settings above it in the table, as text. */
export interface Known {
  readonly mode: Mode;
  /** The text in force of a setting, given or by default. */
  text(key: string): string;
}

/** One setting: the only place where its name, check, default and meaning are written. */
export interface Setting<Value> {
  /** Environment variable; the flag is derived from it (`CULVER_LOG_LEVEL` is `--log-level`). */
  readonly env: `CULVER_${string}`;
  /** One sentence for an operator, units included. */
  readonly meaning: string;
  /** Turns the text into the value; its message completes "CULVER_X …". */
  readonly schema: z.ZodType<Value, string>;
  /** The default as text; "" where there is none. */
  readonly fallback: string | ((known: Known) => string);
  /** The default as told to an operator, where it depends on something. */
  readonly fallbackWords?: string;
  /** How a secret is shown. A setting that has this is never quoted in a message either. */
  readonly mask?: (text: string) => string;
}

/** Keeps the type of the value while an entry of the table is checked. */
export const setting = <Value>(definition: Setting<Value>): Setting<Value> => definition;

/** The flag of a setting, without dashes in front. */
export const flagOf = ({ env }: Pick<Setting<unknown>, "env">): string =>
  env.slice("CULVER_".length).toLowerCase().replaceAll("_", "-");
