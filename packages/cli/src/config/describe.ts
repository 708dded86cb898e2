import { resolve } from "./resolve.ts";
import { flagOf, type Mode, type Setting } from "./setting.ts";
import { settings } from "./settings.ts";
import { keys, type Source } from "./sources.ts";

/** One setting as told to an operator; secrets are masked. */
export interface Described {
  readonly name: string;
  readonly flag: string;
  readonly meaning: string;
  readonly default: string;
  readonly value: string;
  readonly source: Source;
  readonly secret: boolean;
}

export interface Description {
  readonly settings: readonly Described[];
  /** What keeps the configuration from being used; empty when all is well. */
  readonly problems: readonly string[];
}

/** Every setting with its meaning, default and value in force, even when some cannot be used. */
export function describeConfig(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  mode: Mode,
): Description {
  const { given, problems, config } = resolve(argv, env, mode);
  const described = keys.map((key) => {
    const setting: Setting<unknown> = settings[key];
    const { source = "default", text = "" } = given.get(key) ?? {};
    const value = key === "sandbox" && config !== undefined ? (config.sandbox ? "on" : "off") : text;
    return {
      name: setting.env,
      flag: `--${flagOf(setting)}`,
      meaning: setting.meaning,
      default: setting.fallbackWords ?? (typeof setting.fallback === "string" ? setting.fallback : ""),
      value: setting.mask?.(value) ?? value,
      source,
      secret: setting.mask !== undefined,
    };
  });
  return { settings: described, problems };
}

const HEADINGS = { name: "SETTING", value: "VALUE", source: "FROM", default: "DEFAULT", meaning: "MEANING" };
const COLUMNS = ["name", "value", "source", "default", "meaning"] as const;

/** The settings as an aligned table. */
export function configTable({ settings: rows }: Description): string {
  const cells = [HEADINGS, ...rows].map((row) => COLUMNS.map((column) => row[column] || "–"));
  const widths = COLUMNS.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
