import type { Settings } from "../api.ts";
import { type SettingsRecord, settingsTable } from "../records/self-record.ts";
import type { Reader } from "../store/transaction.ts";

const DEFAULTS: SettingsRecord = { readReceipts: true, lastSeen: true, typing: true };

export async function settingsOf(reader: Reader): Promise<SettingsRecord> {
  return (await settingsTable.get(reader, "device")) ?? DEFAULTS;
}

export function settingsView({
  readReceipts,
  lastSeen,
  typing,
  encryptedSmsAfterMinutes = 0,
}: SettingsRecord): Settings {
  return { readReceipts, lastSeen, typing, encryptedSmsAfterMinutes };
}
