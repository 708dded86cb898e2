import type { Command } from "../command.ts";
import { loadConfig } from "../config/index.ts";
import { runServer } from "../server/run-server.ts";

/** `culver serve`: the server for real use; never a sandbox carrier by itself. */
export const serve: Command = {
  name: "serve",
  synopsis: "[--SETTING VALUE...]",
  summary: "Run Culver for real use, without the sandbox carrier",
  details:
    "Listens on all addresses. Every setting is a flag: see culver config --for serve. SIGTERM drains and ends.",
  run: (args, context) => runServer(loadConfig(args, context.env, "serve"), context),
};
