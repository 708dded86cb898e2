import type { Command } from "../../command.ts";
import { smsPool } from "./pool.ts";
import { smsPrefixes } from "./prefixes.ts";
import { smsReceipts } from "./receipts.ts";
import { smsRoutes } from "./routes.ts";
import { smsSend } from "./send.ts";
import { smsStop } from "./stop.ts";
import { smsTrace } from "./trace.ts";

/** The operator's commands for SMS: each speaks to the server that runs on this machine. */
export const smsCommands: readonly Command[] = [
  smsRoutes,
  smsSend,
  smsTrace,
  smsReceipts,
  smsStop,
  smsPool,
  smsPrefixes,
];
