import type { Command } from "../command.ts";
import { loadConfig } from "../config/index.ts";
import { run } from "../server/run.ts";

/** `culver serve`: the server for real use; never a sandbox carrier by itself. */
export const serve: Command = {
  name: "serve",
  synopsis: "[--SETTING VALUE...]",
  summary: "Run Culver for real use, without the sandbox carrier",
  details:
    "Listens on all addresses. Every setting is a flag: see culver config --for serve. SIGTERM drains and ends.\nA business on a host of its own: culver serve --roles business --server https://chat.example.org",
  run: (args, context) => run(loadConfig(args, context.env, "serve"), context),
};
