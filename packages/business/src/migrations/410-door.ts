import type { Migration } from "@culver/storage";

/**
 * What the API keeps of its own about numbers: profile and settings are JSON as the API has them; `pin` is a salted hash.
 * Links with a text to begin with, flows, and whom POST /{phone-id}/block_users has blocked.
 */
export const door: Migration = {
  number: 410,
  name: "door",
  statements: [
    `CREATE TABLE business_number_pages (
      number TEXT NOT NULL,
      page TEXT NOT NULL,
      body TEXT NOT NULL,
      changed_at {bigint} NOT NULL,
      PRIMARY KEY (number, page)
    ) {table}`,
    `CREATE TABLE business_number_pins (
      number TEXT NOT NULL PRIMARY KEY,
      pin TEXT NOT NULL,
      failures INTEGER NOT NULL DEFAULT 0,
      failed_at {bigint} NOT NULL DEFAULT 0
    ) {table}`,
    `CREATE TABLE business_chat_links (
      code TEXT NOT NULL PRIMARY KEY,
      number TEXT NOT NULL,
      text TEXT NOT NULL,
      created_at {bigint} NOT NULL
    ) {table}`,
    "CREATE INDEX business_chat_links_of ON business_chat_links (number, code)",
    `CREATE TABLE business_flows (
      id TEXT NOT NULL PRIMARY KEY,
      business TEXT NOT NULL,
      name TEXT NOT NULL,
      status TEXT NOT NULL,
      categories TEXT NOT NULL,
      endpoint_uri TEXT,
      json TEXT,
      created_at {bigint} NOT NULL,
      changed_at {bigint} NOT NULL
    ) {table}`,
    "CREATE INDEX business_flows_of ON business_flows (business, id)",
    `CREATE TABLE business_blocked (
      number TEXT NOT NULL,
      wa_id TEXT NOT NULL,
      thread TEXT NOT NULL,
      blocked_at {bigint} NOT NULL,
      PRIMARY KEY (number, wa_id)
    ) {table}`,
  ],
};
