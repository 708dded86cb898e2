import manifest from "../../package.json" with { type: "json" };
import { type Command, ExitCode } from "../command.ts";
import { readOptions } from "../options.ts";

/** `culver version`. */
export const version: Command = {
  name: "version",
  synopsis: "",
  summary: "Print the version of Culver and of Bun",
  async run(args, { out }) {
    readOptions(args, {});
    out(`culver ${manifest.version} (bun ${Bun.version})\n`);
    return ExitCode.ok;
  },
};
