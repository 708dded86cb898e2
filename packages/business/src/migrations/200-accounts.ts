import type { Migration } from "@culver/storage";

/**
 * Who there is. An account is a business (WABA); each has one app. Lists are JSON. Of a token only the SHA-256 is kept:
 * it is random, so that nothing can be guessed from it.
 */
export const accounts: Migration = {
  number: 200,
  name: "accounts",
  statements: [
    `CREATE TABLE business_accounts (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      override_url TEXT,
      is_subscribed INTEGER NOT NULL DEFAULT 1,
      created_at {bigint} NOT NULL
    ) {table}`,
    `CREATE TABLE business_apps (
      id TEXT NOT NULL PRIMARY KEY,
      business TEXT NOT NULL UNIQUE,
      secret TEXT NOT NULL,
      callback_url TEXT,
      fields TEXT NOT NULL DEFAULT '[]',
      created_at {bigint} NOT NULL
    ) {table}`,
    // registration: the sign-up that a code is awaited for.
    `CREATE TABLE business_numbers (
      id TEXT NOT NULL PRIMARY KEY,
      business TEXT NOT NULL,
      number TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      status TEXT NOT NULL,
      override_url TEXT,
      registration TEXT,
      created_at {bigint} NOT NULL
    ) {table}`,
    `CREATE TABLE business_tokens (
      id TEXT NOT NULL PRIMARY KEY,
      business TEXT NOT NULL,
      hash TEXT NOT NULL UNIQUE,
      label TEXT NOT NULL,
      scopes TEXT NOT NULL,
      created_at {bigint} NOT NULL,
      expires_at {bigint},
      revoked_at {bigint}
    ) {table}`,
    "CREATE INDEX business_tokens_of ON business_tokens (business, created_at)",
  ],
};
