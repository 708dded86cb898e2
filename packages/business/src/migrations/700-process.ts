import type { Migration } from "@culver/storage";

/** Which process has the database: one row at most. `beat` grows while it lives; `host` and `pid` say where it is. */
export const processes: Migration = {
  number: 700,
  name: "process",
  statements: [
    `CREATE TABLE business_process (
      id INTEGER NOT NULL PRIMARY KEY,
      owner TEXT NOT NULL,
      host TEXT NOT NULL,
      pid {bigint} NOT NULL,
      beat {bigint} NOT NULL
    ) {table}`,
  ],
};
