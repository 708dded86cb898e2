import type { Config, Key, Values } from "./config.ts";
import { rules } from "./rules.ts";
import type { Known, Mode, Setting } from "./setting.ts";
import { settings } from "./settings.ts";
import { type Given, keys, readEnvironment, readFlags } from "./sources.ts";

/** Every setting's text and its source, and the configuration or what is wrong with it. */
export interface Resolution {
  readonly given: ReadonlyMap<Key, Given>;
  readonly problems: readonly string[];
  /** Undefined when there are problems. */
  readonly config: Config | undefined;
}

/** Flags before environment before defaults; then each value is checked, then the rules between them. */
export function resolve(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  mode: Mode,
): Resolution {
  const problems: string[] = [];
  const explicit = new Map([...readEnvironment(env, problems), ...readFlags(argv, problems)]);
  const given = new Map<Key, Given>();
  const known: Known = { mode, text: (key) => given.get(key as Key)?.text ?? "" };
  const values: Partial<Record<Key, unknown>> = {};

  for (const key of keys) {
    const setting: Setting<unknown> = settings[key];
    const own = explicit.get(key);
    const text = own?.text ?? fallbackOf(setting, known);
    given.set(key, { source: own?.source ?? "default", text });
    const result = setting.schema.safeParse(text);
    if (result.success) values[key] = result.data;
    else if (own !== undefined) problems.push(complaint(setting, text, result.error.issues[0]?.message));
  }

  // A carrier of flesh and blood always ends the make-believe one.
  if (given.get("smsRoutes")?.text !== "" || given.get("smsRoutesFile")?.text !== "") values.sandbox = false;

  if (problems.length > 0) return { given, problems, config: undefined };
  const config: Config = { mode, ...(values as unknown as Values) };
  const broken = rules.map((rule) => rule(config)).filter((problem) => problem !== undefined);
  return { given, problems: broken, config: broken.length === 0 ? config : undefined };
}

function fallbackOf({ fallback }: Setting<unknown>, known: Known): string {
  if (typeof fallback === "string") return fallback;
  try {
    return fallback(known);
  } catch {
    // Derived from a setting that is itself wrong, and reported there.
    return "";
  }
}

function complaint(setting: Setting<unknown>, text: string, message = "cannot be used"): string {
  const quoted = setting.mask === undefined ? ` (it is "${text}")` : "";
  return `${setting.env} ${message}${quoted}`;
}
