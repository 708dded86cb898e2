import type { Migration } from "@culver/storage";
import { leg } from "./200-leg.ts";
import { dedicated } from "./210-dedicated.ts";

/** The tables of the leg, numbered from 200: composed with the gateway's own under its ledger `sms_migrations`. */
export const LEG_MIGRATIONS: readonly Migration[] = [leg, dedicated];
