import type { Database, Row } from "@culver/storage";
import { RECEIPT_KIND } from "../queue/events.ts";
import type { StoredReceipt } from "./trace.ts";

const PAGE = 500;

interface ReceiptRow extends Row {
  readonly at: number;
  readonly message: number;
  readonly n: number;
  readonly id: string;
  readonly part: number;
  readonly carrier: string;
  readonly state: string;
  readonly code: string | null;
}

/** Receipts since a time, oldest first, read page by page. */
export async function* replayReceipts(database: Database, since: number): AsyncGenerator<StoredReceipt> {
  let last = { at: since, message: -1, n: -1 };
  for (;;) {
    const rows = await database.query<ReceiptRow>(
      `SELECT e.at, e.message, e.n, m.id, e.part, e.carrier, e.detail AS state, e.code
       FROM sms_events e JOIN sms_messages m ON m.seq = e.message
       WHERE e.kind = ${RECEIPT_KIND}
         AND (e.at > ? OR (e.at = ? AND (e.message > ? OR (e.message = ? AND e.n > ?))))
       ORDER BY e.at, e.message, e.n LIMIT ?`,
      [last.at, last.at, last.message, last.message, last.n, PAGE],
    );
    for (const { id, part, carrier, state, code, at } of rows) {
      yield { id, part, carrier, state, ...(code === null ? {} : { code }), at };
    }
    const end = rows.at(-1);
    if (!end) return;
    last = end;
  }
}
