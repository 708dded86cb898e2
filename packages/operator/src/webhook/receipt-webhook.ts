import { setTimeout as sleep } from "node:timers/promises";
import type { SmsGateway, SmsLog, StoredReceipt } from "@culver/sms";
import { type Database, migrate } from "@culver/storage";
import { advance, type Cursor, receiptKey, StoredCursor } from "./cursor.ts";
import { WEBHOOK_MIGRATIONS } from "./migrations.ts";
import { webhookSignature } from "./signature.ts";

const BATCH = 100;
const TIMEOUT_MS = 10_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;
const LOOK_EVERY_MS = 1_000;
/** Rows are committed a little later than their time, and not quite in its order: younger ones wait. */
const SETTLE_MS = 1_000;

export interface ReceiptWebhookOptions {
  readonly gateway: Pick<SmsGateway, "replayReceipts">;
  /** Where it remembers how far it has come. */
  readonly database: Database;
  readonly url: string;
  /** Signs each body. */
  readonly secret: string;
  readonly log: SmsLog;
  readonly now?: () => number;
}

/**
 * Hands receipts to another system by POST, in order, at least once: what it does not answer with 2xx is sent again, with
 * growing waits, for as long as the gateway keeps receipts. A receipt names the message and holds no number and no text.
 */
export class ReceiptWebhook implements AsyncDisposable {
  readonly #options: ReceiptWebhookOptions;
  readonly #stored: StoredCursor;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;

  private constructor(options: ReceiptWebhookOptions, stored: StoredCursor, cursor: Cursor) {
    this.#options = options;
    this.#stored = stored;
    this.#running = this.#run(cursor);
  }

  /** Begins with what comes from now on, or where it stopped the last time. */
  static async open(options: ReceiptWebhookOptions): Promise<ReceiptWebhook> {
    await migrate(options.database, WEBHOOK_MIGRATIONS, { table: "operator_migrations" });
    const stored = new StoredCursor(options.database, options.url);
    return new ReceiptWebhook(options, stored, await stored.load((options.now ?? Date.now)()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(from: Cursor): Promise<void> {
    const { signal } = this.#stop;
    let cursor = from;
    let failures = 0;
    while (!signal.aborted) {
      try {
        const receipts = await this.#next(cursor);
        if (receipts.length > 0) {
          await this.#post(receipts);
          cursor = advance(cursor, receipts);
          await this.#stored.save(cursor);
        }
        failures = 0;
        if (receipts.length < BATCH) await pause(LOOK_EVERY_MS, signal);
      } catch (error) {
        if (signal.aborted) return;
        const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures++, 16));
        this.#options.log.warn({ waitMs, error: nameOf(error) }, "the receipt webhook did not take receipts");
        await pause(waitMs * (0.5 + Math.random() / 2), signal);
      }
    }
  }

  async #next(cursor: Cursor): Promise<StoredReceipt[]> {
    const settled = (this.#options.now ?? Date.now)() - SETTLE_MS;
    const receipts: StoredReceipt[] = [];
    for await (const receipt of this.#options.gateway.replayReceipts(cursor.until)) {
      if (receipt.at > settled) break;
      if (receipt.at === cursor.until && cursor.done.has(receiptKey(receipt))) continue;
      receipts.push(receipt);
      if (receipts.length === BATCH) break;
    }
    return receipts;
  }

  async #post(receipts: readonly StoredReceipt[]): Promise<void> {
    const body = JSON.stringify({ receipts: receipts.map((r) => ({ key: receiptKey(r), ...r })) });
    const response = await fetch(this.#options.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-culver-signature-256": webhookSignature(this.#options.secret, body),
      },
      body,
      redirect: "manual",
      // Not the stop's signal: what is under way is waited for, or it would come twice.
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (!response.ok) throw new WebhookAnswerError(response.status);
  }
}

/** The receiver answered with something else than 2xx. */
class WebhookAnswerError extends Error {
  override readonly name: string;
  constructor(status: number) {
    super(`answered ${status}`);
    this.name = `HTTP ${status}`;
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** Resolves after `ms`, or when the signal is raised. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { signal }).catch(() => undefined);
}
