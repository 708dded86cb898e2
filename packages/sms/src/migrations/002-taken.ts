import type { Migration } from "@culver/storage";

/** Incoming messages that their carrier names, by a keyed hash of the name: what is brought again was taken before. */
export const taken: Migration = {
  number: 2,
  name: "taken",
  statements: [
    `CREATE TABLE sms_taken (
      key {blob} NOT NULL PRIMARY KEY,
      at {bigint} NOT NULL
    ) {table}`,
    "CREATE INDEX sms_taken_at ON sms_taken (at)",
  ],
};
