import type { Migration } from "@culver/storage";

/** SMS for people: which owner of a number an account is of, and encrypted SMS for devices that are offline. */
export const sms: Migration = {
  number: 4,
  name: "sms",
  statements: [
    // Grows whenever the number is registered anew: what was another person's ends with it.
    "ALTER TABLE accounts ADD COLUMN generation {bigint} NOT NULL DEFAULT 0",

    // sent_seq: everything up to this number of the device's mailbox has been looked at. sent_today: of sent_day, in
    // days since 1970.
    `CREATE TABLE sms_wakes (
      account TEXT NOT NULL PRIMARY KEY,
      device {bigint} NOT NULL,
      after_seconds {bigint} NOT NULL,
      sent_seq {bigint} NOT NULL,
      sent_day {bigint} NOT NULL,
      sent_today {bigint} NOT NULL,
      FOREIGN KEY (account, device) REFERENCES devices (account, device) ON DELETE CASCADE
    ) {clustered}`,
  ],
};
