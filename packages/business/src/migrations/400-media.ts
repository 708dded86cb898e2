import type { Migration } from "@culver/storage";

/**
 * Files: the row is the truth, the file lies under its id. An upload is a session of POST /{app-id}/uploads; how much of
 * it is here is the length of its file, and `handle` is there when that is all of it.
 */
export const media: Migration = {
  number: 400,
  name: "media",
  statements: [
    `CREATE TABLE business_media (
      id TEXT NOT NULL PRIMARY KEY,
      number TEXT NOT NULL,
      type TEXT NOT NULL,
      size {bigint} NOT NULL,
      sha256 TEXT NOT NULL,
      filename TEXT,
      origin TEXT NOT NULL,
      created_at {bigint} NOT NULL,
      expires_at {bigint} NOT NULL
    ) {table}`,
    "CREATE INDEX business_media_expiry ON business_media (expires_at)",
    "CREATE INDEX business_media_of ON business_media (number)",
    `CREATE TABLE business_media_keys (
      name TEXT NOT NULL PRIMARY KEY,
      secret TEXT NOT NULL
    ) {table}`,
    `CREATE TABLE business_uploads (
      id TEXT NOT NULL PRIMARY KEY,
      app TEXT NOT NULL,
      type TEXT NOT NULL,
      filename TEXT,
      length {bigint} NOT NULL,
      handle TEXT UNIQUE,
      created_at {bigint} NOT NULL,
      expires_at {bigint} NOT NULL
    ) {table}`,
    "CREATE INDEX business_uploads_expiry ON business_uploads (expires_at)",
  ],
};
