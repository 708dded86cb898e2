import type { Migration } from "@culver/storage";

/**
 * Agents and what they know of threads. Of secrets (sessions, invitations) only the SHA-256 is kept; of passwords an
 * argon2id hash.
 *
 * A position (`pos`) is a place in a thread's timeline: a message's is its `seq` times 65536, a note's or an event's is
 * the last one before it and one.
 */
export const inbox: Migration = {
  number: 600,
  name: "inbox",
  statements: [
    // login: null until an invitation has been taken.
    `CREATE TABLE business_inbox_agents (
      id TEXT NOT NULL PRIMARY KEY,
      business TEXT NOT NULL,
      login TEXT UNIQUE,
      name TEXT NOT NULL,
      role TEXT NOT NULL,
      is_disabled INTEGER NOT NULL DEFAULT 0,
      password TEXT,
      created_at {bigint} NOT NULL,
      last_seen_at {bigint}
    ) {table}`,
    `CREATE TABLE business_inbox_passkeys (
      id TEXT NOT NULL PRIMARY KEY,
      agent TEXT NOT NULL,
      public_key {blob} NOT NULL,
      counter {bigint} NOT NULL,
      transports TEXT NOT NULL,
      created_at {bigint} NOT NULL
    ) {table}`,
    `CREATE TABLE business_inbox_sessions (
      hash TEXT NOT NULL PRIMARY KEY,
      agent TEXT NOT NULL,
      created_at {bigint} NOT NULL,
      used_at {bigint} NOT NULL
    ) {table}`,
    "CREATE INDEX business_inbox_sessions_of ON business_inbox_sessions (agent)",
    `CREATE TABLE business_inbox_invitations (
      hash TEXT NOT NULL PRIMARY KEY,
      agent TEXT NOT NULL,
      expires_at {bigint} NOT NULL
    ) {table}`,
    `CREATE TABLE business_inbox_log (
      seq {identity},
      business TEXT NOT NULL,
      at {bigint} NOT NULL,
      agent TEXT NOT NULL,
      action TEXT NOT NULL,
      thread TEXT,
      text TEXT NOT NULL
    ) {table}`,
    "CREATE INDEX business_inbox_log_of ON business_inbox_log (business, seq)",
    // with_person: automatic replies are silent, until it is closed. search: folded name, and the number's digits.
    `CREATE TABLE business_inbox_threads (
      id TEXT NOT NULL PRIMARY KEY,
      business TEXT NOT NULL,
      number TEXT NOT NULL,
      state TEXT NOT NULL DEFAULT 'open',
      assignee TEXT,
      with_person INTEGER NOT NULL DEFAULT 0,
      needs_person INTEGER NOT NULL DEFAULT 0,
      unread INTEGER NOT NULL DEFAULT 0,
      read_pos {bigint} NOT NULL DEFAULT 0,
      closed_pos {bigint} NOT NULL DEFAULT 0,
      last_pos {bigint} NOT NULL DEFAULT 0,
      last_id TEXT,
      last_text TEXT,
      last_at {bigint},
      last_direction TEXT,
      active_at {bigint} NOT NULL,
      search TEXT NOT NULL DEFAULT ''
    ) {table}`,
    "CREATE INDEX business_inbox_threads_of ON business_inbox_threads (business, active_at)",
    `CREATE TABLE business_inbox_labels (
      id TEXT NOT NULL PRIMARY KEY,
      business TEXT NOT NULL,
      name TEXT NOT NULL,
      tint INTEGER NOT NULL,
      UNIQUE (business, name)
    ) {table}`,
    `CREATE TABLE business_inbox_thread_labels (
      thread TEXT NOT NULL,
      label TEXT NOT NULL,
      PRIMARY KEY (thread, label)
    ) {clustered}`,
    "CREATE INDEX business_inbox_labelled ON business_inbox_thread_labels (label)",
    // Notes of agents, and what was done with a thread, as its timeline shows it.
    `CREATE TABLE business_inbox_entries (
      id TEXT NOT NULL PRIMARY KEY,
      thread TEXT NOT NULL,
      pos {bigint} NOT NULL,
      at {bigint} NOT NULL,
      kind TEXT NOT NULL,
      agent TEXT NOT NULL,
      text TEXT NOT NULL
    ) {table}`,
    "CREATE INDEX business_inbox_entries_of ON business_inbox_entries (thread, pos)",
    // What is searched: a line for each message (by its id) and each note, folded. A message without words has an empty one.
    `CREATE TABLE business_inbox_lines (
      n {identity},
      id TEXT NOT NULL UNIQUE,
      business TEXT NOT NULL,
      thread TEXT NOT NULL,
      pos {bigint} NOT NULL,
      direction TEXT NOT NULL,
      text TEXT NOT NULL
    ) {table}`,
    "CREATE INDEX business_inbox_lines_of ON business_inbox_lines (thread, direction, pos)",
    "CREATE INDEX business_inbox_lines_by_business ON business_inbox_lines (business, n)",
    "CREATE INDEX business_inbox_lines_by_pos ON business_inbox_lines (pos)",
    `CREATE TABLE business_inbox_quick_replies (
      id TEXT NOT NULL PRIMARY KEY,
      business TEXT NOT NULL,
      shortcut TEXT NOT NULL,
      text TEXT NOT NULL,
      UNIQUE (business, shortcut)
    ) {table}`,
  ],
};
