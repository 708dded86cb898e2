import type { Command } from "../../command.ts";
import { businessAgents } from "./agents.ts";
import { businessCreate } from "./create.ts";
import { businessList } from "./list.ts";
import { businessNumber } from "./number.ts";
import { businessSecret } from "./secret.ts";
import { businessTemplates } from "./templates.ts";
import { businessToken } from "./token.ts";
import { businessVoucher } from "./voucher.ts";
import { businessWebhooks } from "./webhooks.ts";

/** The operator's commands for businesses: each speaks to the process that runs on this machine. */
export const businessCommands: readonly Command[] = [
  businessCreate,
  businessList,
  businessNumber,
  businessToken,
  businessSecret,
  businessWebhooks,
  businessTemplates,
  businessAgents,
  businessVoucher,
];
