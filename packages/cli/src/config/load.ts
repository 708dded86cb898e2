import { type Config, ConfigError } from "./config.ts";
import { resolve } from "./resolve.ts";
import type { Mode } from "./setting.ts";

/**
 * The configuration from flags and environment; flags win.
 * @param argv flags after the command's name, such as `["--port", "80"]`
 * @param env variables such as `CULVER_PORT`
 * @param mode whose defaults apply
 * @throws {ConfigError} naming every problem at once
 */
export function loadConfig(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  mode: Mode = "serve",
): Config {
  const { config, problems } = resolve(argv, env, mode);
  if (config === undefined) throw new ConfigError(problems);
  return config;
}
