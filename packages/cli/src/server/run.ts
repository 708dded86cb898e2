import type { Context } from "../command.ts";
import type { Config } from "../config/index.ts";
import { runBusiness } from "./run-business.ts";
import { runServer } from "./run-server.ts";

/** Runs what the roles of the configuration say, until the process is asked to end. */
export function run(config: Config, context: Context): Promise<number> {
  return config.server === undefined
    ? runServer(config, context)
    : runBusiness(config, config.server, context);
}
