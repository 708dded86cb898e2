import type { Migration } from "@culver/storage";
import { accounts } from "./001-accounts.ts";
import { stream } from "./002-stream.ts";
import { owedNotices } from "./003-owed-notices.ts";

/** The whole schema, in order. */
export const MIGRATIONS: readonly Migration[] = [accounts, stream, owedNotices];
