import type { Migration } from "@culver/storage";

/** Who is to get no texts, and what keywords were answered. */
export const suppressions: Migration = {
  number: 100,
  name: "suppressions",
  statements: [
    // ours: our number or name that the phone will hear nothing from; '' for all of them.
    `CREATE TABLE sms_suppressions (
      ours TEXT NOT NULL,
      phone TEXT NOT NULL,
      since {bigint} NOT NULL,
      source TEXT NOT NULL,
      PRIMARY KEY (phone, ours)
    ) {clustered}`,

    // A row per keyword acted on, by the id of the message it was: told again, it is answered as before.
    // change: 'suppressed', 'resumed' or ''. replied: whether an answer went out.
    `CREATE TABLE sms_keywords (
      incoming TEXT NOT NULL PRIMARY KEY,
      ours TEXT NOT NULL,
      phone TEXT NOT NULL,
      action TEXT NOT NULL,
      language TEXT NOT NULL,
      change TEXT NOT NULL,
      replied {bigint} NOT NULL,
      at {bigint} NOT NULL
    ) {clustered}`,
    "CREATE INDEX sms_keywords_phone ON sms_keywords (phone, ours, at)",
    "CREATE INDEX sms_keywords_at ON sms_keywords (at)",
  ],
};
