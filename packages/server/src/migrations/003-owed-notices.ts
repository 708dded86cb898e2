import type { Migration } from "@culver/storage";

/** Whom to tell of an account's next device list. */
export const owedNotices: Migration = {
  number: 3,
  name: "owed-notices",
  statements: [
    // Peers whose two-person conversation with `account` was closed: told once its device list has an entry again.
    `CREATE TABLE owed_notices (
      account TEXT NOT NULL REFERENCES accounts (account) ON DELETE CASCADE,
      recipient TEXT NOT NULL REFERENCES accounts (account) ON DELETE CASCADE,
      conversation TEXT NOT NULL,
      PRIMARY KEY (account, recipient)
    ) {clustered}`,
    "CREATE INDEX owed_notices_recipient ON owed_notices (recipient)",
  ],
};
