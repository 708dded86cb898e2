import type { Migration } from "@culver/storage";

/**
 * The queue of webhooks. A target is an app and a URL. An event waits until it is delivered or dead; `due_at` is 0 for
 * one that goes with the others in its turn, and a time for one that is tried alone because it failed where others did
 * not. An attempt is one POST, without its content.
 */
export const webhooks: Migration = {
  number: 100,
  name: "webhooks",
  statements: [
    `CREATE TABLE business_webhook_targets (
      id TEXT NOT NULL PRIMARY KEY,
      app TEXT NOT NULL,
      url TEXT NOT NULL,
      created_at {bigint} NOT NULL
    ) {table}`,
    // body is the JSON of one change; conversation is what its order is kept within.
    `CREATE TABLE business_webhook_events (
      seq {identity},
      target TEXT NOT NULL,
      waba TEXT NOT NULL,
      field TEXT NOT NULL,
      conversation TEXT,
      body TEXT NOT NULL,
      size INTEGER NOT NULL,
      created_at {bigint} NOT NULL,
      expires_at {bigint} NOT NULL,
      due_at {bigint} NOT NULL DEFAULT 0,
      attempts INTEGER NOT NULL DEFAULT 0,
      state TEXT NOT NULL DEFAULT 'waiting',
      finished_at {bigint},
      failure TEXT
    ) {table}`,
    "CREATE INDEX business_webhook_waiting ON business_webhook_events (target, due_at, seq) WHERE state = 'waiting'",
    "CREATE INDEX business_webhook_finished ON business_webhook_events (state, finished_at) WHERE state <> 'waiting'",
    `CREATE TABLE business_webhook_attempts (
      n {identity},
      target TEXT NOT NULL,
      at {bigint} NOT NULL,
      events INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      latency_ms INTEGER NOT NULL,
      status INTEGER,
      failure TEXT
    ) {table}`,
    "CREATE INDEX business_webhook_attempts_at ON business_webhook_attempts (at)",
  ],
};
