import type { Migration } from "@culver/storage";

/** The queue: messages, what happened to them, and what is still to be told. */
export const queue: Migration = {
  number: 1,
  name: "queue",
  statements: [
    `CREATE TABLE sms_keys (
      id {bigint} NOT NULL PRIMARY KEY,
      purpose TEXT NOT NULL,
      created_at {bigint} NOT NULL,
      wrapped INTEGER NOT NULL,
      key {blob} NOT NULL
    ) {table}`,
    // content and key_id are NULL once the message is finished; due_at is when it needs attention, NULL when it never will.
    `CREATE TABLE sms_messages (
      seq {bigint} NOT NULL PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      purpose TEXT NOT NULL,
      created_at {bigint} NOT NULL,
      valid_until {bigint} NOT NULL,
      phone_hash {blob} NOT NULL,
      key_id {bigint},
      content {blob},
      due_at {bigint},
      finished_at {bigint},
      outcome TEXT
    ) {table}`,
    "CREATE INDEX sms_messages_due ON sms_messages (due_at, seq) WHERE due_at IS NOT NULL",
    "CREATE INDEX sms_messages_phone ON sms_messages (phone_hash, seq)",
    "CREATE INDEX sms_messages_finished ON sms_messages (finished_at) WHERE finished_at IS NOT NULL",
    "CREATE INDEX sms_messages_key ON sms_messages (key_id) WHERE key_id IS NOT NULL",
    // Append-only: a message's state is what its events add up to.
    `CREATE TABLE sms_events (
      message {bigint} NOT NULL,
      n INTEGER NOT NULL,
      at {bigint} NOT NULL,
      kind INTEGER NOT NULL,
      carrier TEXT,
      part INTEGER,
      code TEXT,
      detail TEXT,
      PRIMARY KEY (message, n)
    ) {clustered}`,
    "CREATE INDEX sms_events_receipts ON sms_events (at, message) WHERE kind = 3",
    // Ids that carriers gave to parts of unfinished messages, in the plain form of message-ids.ts.
    `CREATE TABLE sms_answers (
      carrier TEXT NOT NULL,
      answer TEXT NOT NULL,
      message {bigint} NOT NULL,
      part INTEGER NOT NULL,
      PRIMARY KEY (carrier, answer, message, part)
    ) {clustered}`,
    // Receipts that no message is known for yet; receipt is sealed.
    `CREATE TABLE sms_parked_receipts (
      n {bigint} NOT NULL PRIMARY KEY,
      at {bigint} NOT NULL,
      carrier TEXT NOT NULL,
      key_id {bigint} NOT NULL,
      receipt {blob} NOT NULL
    ) {table}`,
    `CREATE TABLE sms_statuses (
      n {bigint} NOT NULL PRIMARY KEY,
      message {bigint} NOT NULL,
      id TEXT NOT NULL,
      account TEXT,
      purpose TEXT NOT NULL,
      state TEXT NOT NULL,
      reason TEXT,
      code TEXT,
      carrier TEXT,
      at {bigint} NOT NULL
    ) {table}`,
    // What is in a handler's hands: the id it goes by, found again when the carrier delivers it again.
    `CREATE TABLE sms_incoming (
      key {blob} NOT NULL PRIMARY KEY,
      id TEXT NOT NULL,
      at {bigint} NOT NULL
    ) {table}`,
    // Parts of long incoming messages until they are whole; part is sealed.
    `CREATE TABLE sms_parts (
      carrier TEXT NOT NULL,
      message TEXT NOT NULL,
      number INTEGER NOT NULL,
      at {bigint} NOT NULL,
      key_id {bigint} NOT NULL,
      part {blob} NOT NULL,
      PRIMARY KEY (carrier, message, number)
    ) {table}`,
  ],
};
