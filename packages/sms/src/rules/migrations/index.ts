import type { Migration } from "@culver/storage";
import { suppressions } from "./100-suppressions.ts";

/** The tables of the rules, numbered from 100: composed with the gateway's own under its ledger `sms_migrations`. */
export const RULES_MIGRATIONS: readonly Migration[] = [suppressions];
