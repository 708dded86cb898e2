import type { Migration } from "@culver/storage";

/** Devices whose store is this database. Keys are bytes, so that every engine sorts them alike. */
export const devices: Migration = {
  number: 310,
  name: "devices",
  statements: [
    `CREATE TABLE business_device_entries (
      device TEXT NOT NULL,
      key {blob} NOT NULL,
      value {blob} NOT NULL,
      PRIMARY KEY (device, key)
    ) {clustered}`,
    // Who may write: `owner` until `until`, and as long as it says so again.
    `CREATE TABLE business_device_leases (
      device TEXT NOT NULL PRIMARY KEY,
      owner TEXT NOT NULL,
      until {bigint} NOT NULL
    ) {table}`,
  ],
};
