import type { Migration } from "@culver/storage";
import { accounts } from "./001-accounts.ts";
import { stream } from "./002-stream.ts";
import { owedNotices } from "./003-owed-notices.ts";
import { sms } from "./004-sms.ts";
import { media } from "./005-media.ts";
import { pumping } from "./006-pumping.ts";

/** The whole schema, in order. */
export const MIGRATIONS: readonly Migration[] = [accounts, stream, owedNotices, sms, media, pumping];
