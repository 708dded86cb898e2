import type { Command } from "../command.ts";
import { businessCommands } from "./business/index.ts";
import { config } from "./config.ts";
import { deviceCommands } from "./device/index.ts";
import { helpOn } from "./help.ts";
import { serve } from "./serve.ts";
import { smsCommands } from "./sms/index.ts";
import { start } from "./start.ts";
import { version } from "./version.ts";

/** The table of commands, in the order of `culver help`. A new command is a file here and a line below. */
const table: readonly Command[] = [
  start,
  serve,
  ...deviceCommands,
  ...smsCommands,
  ...businessCommands,
  config,
  version,
];

export const commands: readonly Command[] = [...table, helpOn(table)];
