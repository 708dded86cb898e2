import type { Migration } from "@culver/storage";

/** Numbers of one account each: what phones write to them goes to whoever has signed up with the number. */
export const dedicated: Migration = {
  number: 210,
  name: "dedicated",
  statements: [
    "CREATE TABLE sms_dedicated (number TEXT NOT NULL PRIMARY KEY, since {bigint} NOT NULL) {clustered}",
  ],
};
