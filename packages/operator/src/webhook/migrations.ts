import type { Migration } from "@culver/storage";

/** How far the webhook has come. Numbered on their own: the ledger is operator_migrations. */
export const WEBHOOK_MIGRATIONS: readonly Migration[] = [
  {
    number: 1,
    name: "receipt-webhook",
    statements: [
      // sent_until: the time of the last receipt handed on; sent_then: keys of those of that very time, a line each.
      `CREATE TABLE operator_receipt_webhook (
        url_hash TEXT NOT NULL PRIMARY KEY,
        sent_until {bigint} NOT NULL,
        sent_then TEXT NOT NULL
      ) {clustered}`,
    ],
  },
];
