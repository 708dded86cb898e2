import type { Migration } from "@culver/storage";

/** Mailbox, conversations, groups, last seen. */
export const stream: Migration = {
  number: 2,
  name: "stream",
  statements: [
    // frame: the delivered stanza as a culver.v1 frame. remaining: rows of deliveries that refer to it.
    `CREATE TABLE messages (
      seq {bigint} NOT NULL PRIMARY KEY,
      accepted_at {bigint} NOT NULL,
      remaining {bigint} NOT NULL,
      frame {blob} NOT NULL
    ) {table}`,

    // What a device has not acknowledged, in the order of acceptance.
    `CREATE TABLE deliveries (
      account TEXT NOT NULL,
      device {bigint} NOT NULL,
      seq {bigint} NOT NULL,
      PRIMARY KEY (account, device, seq)
    ) {clustered}`,

    // A row per group commit: who sent which ids, one "account device id" a line. seq: the last of that commit.
    `CREATE TABLE resend_window (
      seq {bigint} NOT NULL PRIMARY KEY,
      accepted_at {bigint} NOT NULL,
      ids TEXT NOT NULL
    ) {table}`,

    // Numbers below next_seq may have been used.
    "CREATE TABLE mailbox_sequence (id {bigint} NOT NULL PRIMARY KEY, next_seq {bigint} NOT NULL) {table}",

    // Notices stored with the change they tell of, until they are in the mailboxes of the recipient's devices.
    `CREATE TABLE notices (
      id {identity},
      recipient TEXT NOT NULL,
      conversation TEXT NOT NULL,
      changed TEXT NOT NULL
    ) {table}`,

    // group_id: base64url, null while no group is live.
    `CREATE TABLE conversations (
      conversation TEXT NOT NULL PRIMARY KEY,
      group_id TEXT
    ) {clustered}`,

    `CREATE TABLE mls_groups (
      group_id TEXT NOT NULL PRIMARY KEY,
      conversation TEXT NOT NULL,
      epoch {bigint} NOT NULL
    ) {clustered}`,

    // The current epoch's roster and that of the epoch before.
    `CREATE TABLE group_rosters (
      group_id TEXT NOT NULL REFERENCES mls_groups (group_id) ON DELETE CASCADE,
      epoch {bigint} NOT NULL,
      roster {blob} NOT NULL,
      PRIMARY KEY (group_id, epoch)
    ) {clustered}`,

    `CREATE TABLE group_info (
      group_id TEXT NOT NULL PRIMARY KEY REFERENCES mls_groups (group_id) ON DELETE CASCADE,
      epoch {bigint} NOT NULL,
      group_info {blob} NOT NULL
    ) {clustered}`,

    // The accounts in the current roster of each conversation's live group.
    `CREATE TABLE conversation_accounts (
      account TEXT NOT NULL,
      conversation TEXT NOT NULL,
      PRIMARY KEY (account, conversation)
    ) {clustered}`,
    "CREATE INDEX conversation_accounts_conversation ON conversation_accounts (conversation)",

    "CREATE TABLE last_seen (account TEXT NOT NULL PRIMARY KEY, seen_at {bigint} NOT NULL) {clustered}",
  ],
};
