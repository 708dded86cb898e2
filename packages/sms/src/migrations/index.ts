import type { Migration } from "@culver/storage";
import { LEG_MIGRATIONS } from "../leg/migrations/index.ts";
import { RULES_MIGRATIONS } from "../rules/migrations/index.ts";
import { queue } from "./001-queue.ts";
import { taken } from "./002-taken.ts";

/** The schema of the gateway's database, in order: the queue from 1, rules from 100, the leg from 200. Its ledger is `sms_migrations`. */
export const SMS_MIGRATIONS: readonly Migration[] = [queue, taken, ...RULES_MIGRATIONS, ...LEG_MIGRATIONS];
