import type { Migration } from "@culver/storage";

/** Codes sent and entered by prefix, prefixes closed for it, and how a registration's code goes out. */
export const pumping: Migration = {
  number: 6,
  name: "pumping",
  statements: [
    "ALTER TABLE registrations ADD COLUMN method TEXT NOT NULL DEFAULT 'sms'",

    // area: the first digits of numbers, with their plus, or a country. slot: a stretch of time, counted from 1970.
    `CREATE TABLE code_counts (
      area TEXT NOT NULL,
      method TEXT NOT NULL,
      slot {bigint} NOT NULL,
      sent {bigint} NOT NULL,
      entered {bigint} NOT NULL,
      expires_at {bigint} NOT NULL,
      PRIMARY KEY (area, method, slot)
    ) {clustered}`,
    "CREATE INDEX code_counts_expiry ON code_counts (expires_at)",

    // Closed until reopens_at; kept until expires_at, so that one that is closed again stays closed for longer.
    `CREATE TABLE closed_prefixes (
      prefix TEXT NOT NULL,
      method TEXT NOT NULL,
      closed_at {bigint} NOT NULL,
      reopens_at {bigint} NOT NULL,
      expires_at {bigint} NOT NULL,
      times {bigint} NOT NULL,
      sent {bigint} NOT NULL,
      entered {bigint} NOT NULL,
      PRIMARY KEY (prefix, method)
    ) {clustered}`,
    "CREATE INDEX closed_prefixes_expiry ON closed_prefixes (expires_at)",
  ],
};
