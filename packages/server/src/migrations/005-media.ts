import type { Migration } from "@culver/storage";

/** Uploaded files. Their bytes are in the media folder, under the row's id. */
export const media: Migration = {
  number: 5,
  name: "media",
  statements: [
    // id: the capability to fetch. state: uploading, finished, or gone (the file is deleted, the id still answers 410).
    // account, device: who may resume and delete; no name, type or key is ever here.
    `CREATE TABLE media (
      id TEXT NOT NULL PRIMARY KEY,
      account TEXT REFERENCES accounts (account) ON DELETE SET NULL,
      device {bigint} NOT NULL,
      size {bigint} NOT NULL,
      keep_ms {bigint} NOT NULL,
      state TEXT NOT NULL,
      created_at {bigint} NOT NULL,
      expires_at {bigint} NOT NULL
    ) {clustered}`,
    "CREATE INDEX media_expiry ON media (state, expires_at)",
    "CREATE INDEX media_account ON media (account)",
  ],
};
