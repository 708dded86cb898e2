import type { Migration } from "@culver/storage";

/** Accounts, registration, limits, devices, keys, privacy. */
export const accounts: Migration = {
  number: 1,
  name: "accounts",
  statements: [
    `CREATE TABLE accounts (
      account TEXT NOT NULL PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      created_at {bigint} NOT NULL,
      next_device {bigint} NOT NULL
    ) {clustered}`,

    // token_hash: SHA-256 of the token's text.
    `CREATE TABLE devices (
      account TEXT NOT NULL REFERENCES accounts (account) ON DELETE CASCADE,
      device {bigint} NOT NULL,
      name TEXT NOT NULL,
      token_hash {blob} NOT NULL,
      created_at {bigint} NOT NULL,
      last_seen_at {bigint} NOT NULL,
      PRIMARY KEY (account, device)
    ) {clustered}`,

    // lock_hash: Argon2id in PHC form.
    `CREATE TABLE registration_locks (
      account TEXT NOT NULL PRIMARY KEY REFERENCES accounts (account) ON DELETE CASCADE,
      lock_hash TEXT NOT NULL,
      failures {bigint} NOT NULL,
      blocked_until {bigint} NOT NULL
    ) {clustered}`,

    // code_hash: HMAC-SHA-256 under the server's secret, over registration id and code.
    `CREATE TABLE registrations (
      registration TEXT NOT NULL PRIMARY KEY,
      number TEXT NOT NULL,
      code_hash {blob} NOT NULL,
      tries_left {bigint} NOT NULL,
      sent {bigint} NOT NULL,
      resend_at {bigint} NOT NULL,
      expires_at {bigint} NOT NULL
    ) {clustered}`,
    "CREATE INDEX registrations_expiry ON registrations (expires_at)",

    // A token bucket a row; subject is a keyed hash, never a number or an address.
    `CREATE TABLE rate_limits (
      subject TEXT NOT NULL PRIMARY KEY,
      tokens {real} NOT NULL,
      updated_at {bigint} NOT NULL,
      full_at {bigint} NOT NULL
    ) {clustered}`,
    "CREATE INDEX rate_limits_full ON rate_limits (full_at)",

    // Random values of this installation, by name.
    "CREATE TABLE secrets (name TEXT NOT NULL PRIMARY KEY, value {blob} NOT NULL) {clustered}",

    // Signed entries, as published. Registering a number anew empties the account's chain.
    `CREATE TABLE device_list_entries (
      account TEXT NOT NULL REFERENCES accounts (account) ON DELETE CASCADE,
      version {bigint} NOT NULL,
      entry {blob} NOT NULL,
      PRIMARY KEY (account, version)
    ) {clustered}`,

    // A claimed row keeps its ref (and loses its bytes) until it expires, so that it is not given out twice when
    // it is published again.
    `CREATE TABLE key_packages (
      id {identity},
      account TEXT NOT NULL,
      device {bigint} NOT NULL,
      last_resort {bigint} NOT NULL,
      ref {blob} NOT NULL UNIQUE,
      signature_key {blob} NOT NULL,
      account_key {blob} NOT NULL,
      not_after {bigint} NOT NULL,
      claimed_at {bigint},
      key_package {blob} NOT NULL,
      FOREIGN KEY (account, device) REFERENCES devices (account, device) ON DELETE CASCADE
    ) {table}`,
    "CREATE INDEX key_packages_device ON key_packages (account, device, claimed_at, last_resort, id)",
    "CREATE INDEX key_packages_expiry ON key_packages (not_after)",

    `CREATE TABLE privacy_settings (
      account TEXT NOT NULL PRIMARY KEY REFERENCES accounts (account) ON DELETE CASCADE,
      last_seen TEXT NOT NULL
    ) {clustered}`,
  ],
};
