import { type Command, ExitCode, UsageError } from "../command.ts";
import { listOf, usageOf } from "../usage.ts";

/** `culver help`, over the commands there are. */
export const helpOn = (commands: readonly Command[]): Command => {
  const help: Command = {
    name: "help",
    synopsis: "[COMMAND]",
    summary: "List the commands, or tell how one is used",
    async run(args, { out }) {
      const all = [...commands, help];
      const name = args.join(" ");
      const command = all.find((each) => each.name === name);
      if (command === undefined && name !== "" && !all.some((each) => each.name.startsWith(`${name} `))) {
        throw new UsageError(`no command ${name}`);
      }
      out(command === undefined ? listOf(all, name) : usageOf(command));
      return ExitCode.ok;
    },
  };
  return help;
};
