import type { Database, Value } from "@culver/storage";
import { Batch, push } from "./batch.ts";
import { eventRow, type MessageEvent } from "./events.ts";
import { writeBatch } from "./write-batch.ts";

/** After a failed commit the next one waits this long, milliseconds. */
const BACK_OFF_MS = 500;

export interface JournalOptions {
  readonly database: Database;
  /** How long a batch fills, milliseconds. */
  readonly windowMs: number;
  readonly now: () => number;
  readonly onCommit: (seconds: number) => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Group commit: what was put in since the last commit is written in one transaction, in order, every few
 * milliseconds. A commit that fails is tried again with everything but new messages, whose senders are told.
 */
export class Journal {
  readonly #options: JournalOptions;
  #filling = new Batch();
  #writing: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #startedAt = 0;
  #isClosed = false;

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /** Resolves when it is committed: true when its id was new. @throws StorageError */
  message(row: readonly Value[]): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#open().messages.push({ row, resolve, reject });
    });
  }

  event(message: number, n: number, at: number, event: MessageEvent): void {
    this.#open().events.push(eventRow(message, n, at, event));
  }

  /** An id a carrier gave to a part. */
  answer(...row: [carrier: string, answer: string, message: number, part: number]): void {
    this.#open().answers.push(row);
  }

  dropAnswer(...row: [carrier: string, answer: string, message: number, part: number]): void {
    this.#open().droppedAnswers.push(row);
  }

  park(...row: [n: number, at: number, carrier: string, keyId: number, receipt: Uint8Array]): void {
    this.#open().parked.push(row);
  }

  unpark(n: number): void {
    this.#open().unparked.push([n]);
  }

  status(row: readonly Value[]): void {
    this.#open().statuses.push(row);
  }

  told(n: number): void {
    this.#open().toldStatuses.push([n]);
  }

  incoming(...row: [key: Uint8Array, id: string, at: number]): void {
    this.#open().incoming.push(row);
  }

  handledIncoming(key: Uint8Array): void {
    this.#open().handledIncoming.push([key]);
  }

  /** An incoming message that its carrier names was taken. */
  taken(...row: [key: Uint8Array, at: number]): void {
    this.#open().taken.push(row);
  }

  /** Erases the content. */
  finish(message: number, outcome: string): void {
    const batch = this.#open();
    push(batch.finished, outcome, message);
    batch.due.delete(message);
  }

  /** When the message needs attention again should it not be in memory then, milliseconds since 1970. */
  due(message: number, at: number): void {
    this.#open().due.set(message, Math.ceil(at / 1000) * 1000);
  }

  /** Resolves when everything put in so far is on disk. */
  committed(): Promise<void> {
    return new Promise((resolve) => this.afterCommit(resolve));
  }

  /** Called when everything put in so far is on disk. */
  afterCommit(then: () => void): void {
    this.#open().committed.push(then);
  }

  /** Writes what is left, trying once; what is put in after that is not written. */
  async close(): Promise<void> {
    this.#isClosed = true;
    while (this.#writing) await this.#writing;
    clearTimeout(this.#timer);
    if (!this.#filling.isEmpty) await this.#commit();
  }

  #open(): Batch {
    if (this.#timer === undefined && this.#writing === undefined && !this.#isClosed) {
      const waited = performance.now() - this.#startedAt;
      this.#arm(Math.max(0, this.#options.windowMs - waited));
    }
    return this.#filling;
  }

  #arm(delay: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#writing = this.#commit().then((waitMs) => {
        this.#writing = undefined;
        // Whoever was told of the commit may have put in more meanwhile.
        if (!this.#filling.isEmpty && !this.#isClosed) this.#arm(waitMs);
      });
    }, delay);
  }

  /** Never rejects. @returns how long the next commit waits, milliseconds. */
  async #commit(): Promise<number> {
    const { database, now, onCommit, onFailure, windowMs } = this.#options;
    const batch = this.#filling;
    this.#filling = new Batch();
    this.#startedAt = performance.now();
    try {
      const fresh = await database.transaction((tx) => writeBatch(tx, batch, now()));
      onCommit((performance.now() - this.#startedAt) / 1000);
      for (const [index, { resolve }] of batch.messages.entries()) resolve(fresh[index] ?? false);
      for (const then of batch.committed) then();
      return windowMs;
    } catch (error) {
      onFailure(error);
      for (const { reject } of batch.messages) reject(error);
      this.#filling.prepend(batch);
      return BACK_OFF_MS;
    }
  }
}
