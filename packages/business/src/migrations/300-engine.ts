import type { Migration } from "@culver/storage";

/**
 * Threads and messages of a business. `work` says what is still to be done about a message: 0 nothing; outgoing: 1 it is to
 * be given to the device, 2 its status is not final; incoming: 3 automatic replies have not seen it.
 */
export const engine: Migration = {
  number: 300,
  name: "engine",
  statements: [
    // merged_into: the thread that this one has become a part of; its id leads there.
    `CREATE TABLE business_threads (
      id TEXT NOT NULL PRIMARY KEY,
      number TEXT NOT NULL,
      phone TEXT,
      account TEXT,
      profile_name TEXT,
      given_name TEXT,
      channel TEXT NOT NULL,
      last_inbound_at {bigint},
      is_blocked INTEGER NOT NULL DEFAULT 0,
      is_opted_out INTEGER NOT NULL DEFAULT 0,
      created_at {bigint} NOT NULL,
      merged_into TEXT
    ) {table}`,
    "CREATE UNIQUE INDEX business_threads_phone ON business_threads (number, phone) WHERE phone IS NOT NULL",
    "CREATE UNIQUE INDEX business_threads_account ON business_threads (number, account) WHERE account IS NOT NULL",
    "CREATE INDEX business_threads_merged ON business_threads (merged_into) WHERE merged_into IS NOT NULL",
    // stanza, conversation: where the message is on the device. is_outside: the customer was written to outside the window.
    `CREATE TABLE business_messages (
      seq {identity},
      id TEXT NOT NULL,
      thread TEXT NOT NULL,
      number TEXT NOT NULL,
      direction TEXT NOT NULL,
      channel TEXT NOT NULL,
      route TEXT,
      at {bigint} NOT NULL,
      type TEXT NOT NULL,
      content TEXT NOT NULL,
      author TEXT,
      quotes TEXT,
      callback_data TEXT,
      status TEXT,
      error TEXT,
      reactions TEXT NOT NULL DEFAULT '[]',
      choices TEXT,
      stanza TEXT NOT NULL,
      conversation TEXT,
      is_edited INTEGER NOT NULL DEFAULT 0,
      is_revoked INTEGER NOT NULL DEFAULT 0,
      is_outside INTEGER NOT NULL DEFAULT 0,
      work INTEGER NOT NULL DEFAULT 0
    ) {table}`,
    "CREATE UNIQUE INDEX business_messages_id ON business_messages (id)",
    "CREATE INDEX business_messages_thread ON business_messages (thread, seq)",
    "CREATE INDEX business_messages_work ON business_messages (number, work, seq) WHERE work > 0",
    "CREATE INDEX business_messages_outside ON business_messages (at) WHERE is_outside = 1",
    "CREATE INDEX business_messages_choices ON business_messages (thread, seq) WHERE choices IS NOT NULL",
    // How far a conversation of the device has been taken in.
    `CREATE TABLE business_cursors (
      number TEXT NOT NULL,
      conversation TEXT NOT NULL,
      position {bigint} NOT NULL,
      PRIMARY KEY (number, conversation)
    ) {clustered}`,
    // What could not be read when its turn came, and may be healed.
    `CREATE TABLE business_unread (
      number TEXT NOT NULL,
      conversation TEXT NOT NULL,
      stanza TEXT NOT NULL,
      at {bigint} NOT NULL,
      PRIMARY KEY (number, conversation, stanza)
    ) {clustered}`,
  ],
};
