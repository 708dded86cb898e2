import type { Command } from "../command.ts";
import { loadConfig } from "../config/index.ts";
import { run } from "../server/run.ts";

/** `culver start`: everything in one process, with the sandbox carrier, for trying and developing. */
export const start: Command = {
  name: "start",
  synopsis: "[--SETTING VALUE...]",
  summary: "Run Culver on this machine, with the sandbox carrier unless CULVER_SMS_ROUTES is set",
  details:
    "Listens on loopback. Every setting is a flag: see culver config. Ctrl-C ends it in an orderly way.",
  run: (args, context) => run(loadConfig(args, context.env, "start"), context),
};
