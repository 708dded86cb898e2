import { type Command, ExitCode } from "../command.ts";
import { ConfigError, configTable, describeConfig } from "../config/index.ts";
import { takeFlag, takeValue } from "../take.ts";

/** `culver config`: what every setting means and is. */
export const config: Command = {
  name: "config",
  synopsis: "[--for start|serve] [--json] [--SETTING VALUE...]",
  summary: "Print every setting with its meaning, default and value in force",
  details: [
    "--for start|serve  whose defaults to show; start when left out",
    "--json             as JSON",
    "",
    "A setting is an environment variable or a flag: CULVER_PORT=80 is --port 80. The flag wins.",
    "Passwords and tokens are not shown. Exits with 2 when the configuration cannot be used.",
  ].join("\n"),
  async run(args, { env, out, err }) {
    const rest = [...args];
    const json = takeFlag(rest, "--json");
    const mode = takeValue(rest, "--for", ["start", "serve"]) ?? "start";
    const description = describeConfig(rest, env, mode);
    if (json) out(`${JSON.stringify(description, null, 2)}\n`);
    else
      out(
        `${configTable(description)}\n\nEvery setting is also a flag: CULVER_PORT is --port. Shown for culver ${mode}.\n`,
      );
    if (description.problems.length === 0) return ExitCode.ok;
    err(`${new ConfigError(description.problems).message}\n`);
    return ExitCode.usage;
  },
};
