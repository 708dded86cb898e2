import type { Migration } from "@culver/storage";

/**
 * Automatic replies. A change of a number's is a new version, a JSON document; nothing is overwritten. A plan is what
 * is said to one message of a customer, noted before it is said: see src/replies/handler.ts.
 */
export const replies: Migration = {
  number: 550,
  name: "replies",
  statements: [
    `CREATE TABLE business_replies (
      number TEXT NOT NULL,
      version INTEGER NOT NULL,
      changed_at {bigint} NOT NULL,
      changed_by TEXT NOT NULL,
      document TEXT NOT NULL,
      PRIMARY KEY (number, version)
    ) {table}`,
    // texts: how many are sent. is_away: one of them says that nobody is there.
    `CREATE TABLE business_reply_plans (
      message TEXT NOT NULL PRIMARY KEY,
      thread TEXT NOT NULL,
      at {bigint} NOT NULL,
      plan TEXT NOT NULL,
      texts INTEGER NOT NULL,
      is_away INTEGER NOT NULL,
      done_at {bigint}
    ) {table}`,
    "CREATE INDEX business_reply_plans_of ON business_reply_plans (thread, at)",
    "CREATE INDEX business_reply_plans_done ON business_reply_plans (done_at) WHERE done_at IS NOT NULL",
  ],
};
