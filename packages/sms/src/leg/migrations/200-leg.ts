import type { Migration } from "@culver/storage";

/** Between chats and phones: keys, numbers, who writes to whom, what was sent. */
export const leg: Migration = {
  number: 200,
  name: "leg",
  statements: [
    // X25519 pairs that outgoing texts are sealed to. wrapped: whether private_key is sealed by the secret.
    `CREATE TABLE sms_seal_keys (
      id {identity},
      created_at {bigint} NOT NULL,
      public_key {blob} NOT NULL,
      wrapped {bigint} NOT NULL,
      private_key {blob} NOT NULL
    ) {table}`,

    // Numbers that people write from. active: 0 when it is in the configuration no more. pairs: rows of sms_pairs.
    `CREATE TABLE sms_pool (
      number TEXT NOT NULL PRIMARY KEY,
      active {bigint} NOT NULL,
      pairs {bigint} NOT NULL
    ) {clustered}`,
    "CREATE INDEX sms_pool_least_used ON sms_pool (active, pairs, number)",

    // A phone that writes to the number is answered by this account, as long as its generation is the same.
    `CREATE TABLE sms_pairs (
      number TEXT NOT NULL,
      phone TEXT NOT NULL,
      account TEXT NOT NULL,
      generation {bigint} NOT NULL,
      created_at {bigint} NOT NULL,
      used_at {bigint} NOT NULL,
      PRIMARY KEY (phone, number)
    ) {clustered}`,
    "CREATE UNIQUE INDEX sms_pairs_account ON sms_pairs (account, generation, phone)",
    "CREATE INDEX sms_pairs_used ON sms_pairs (used_at)",

    // Texts that were taken from people, by their own id and the gateway's. done: the gateway has it and the copies are delivered.
    `CREATE TABLE sms_sends (
      account TEXT NOT NULL,
      generation {bigint} NOT NULL,
      id TEXT NOT NULL,
      message TEXT NOT NULL UNIQUE,
      number TEXT NOT NULL,
      at {bigint} NOT NULL,
      done {bigint} NOT NULL,
      PRIMARY KEY (account, generation, id)
    ) {clustered}`,
    "CREATE INDEX sms_sends_recent ON sms_sends (account, at)",
    "CREATE INDEX sms_sends_at ON sms_sends (at)",

    // Phones that map to nobody and have been told so.
    "CREATE TABLE sms_strangers (phone TEXT NOT NULL PRIMARY KEY, told_at {bigint} NOT NULL) {clustered}",
    "CREATE INDEX sms_strangers_told ON sms_strangers (told_at)",

    // Texts for an account without any device, and since when the carrier has been asked to keep them.
    "CREATE TABLE sms_homeless (incoming TEXT NOT NULL PRIMARY KEY, since {bigint} NOT NULL) {clustered}",
    "CREATE INDEX sms_homeless_since ON sms_homeless (since)",
  ],
};
