import type { Migration } from "@culver/storage";
import { queue } from "./001-queue.ts";

/** The gateway's schema, in order; its ledger is `sms_migrations`. */
export const SMS_MIGRATIONS: readonly Migration[] = [queue];
