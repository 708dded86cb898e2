import type { Transaction } from "@culver/storage";
import type { Item, Mailbox, Submitter } from "./mailbox.ts";

/** Work that has to be one transaction with the deliveries it causes. */
export interface Job {
  /** First of the numbers set apart for its items. */
  firstSeq: number;
  readonly seqs: number;
  /** Refuses by throwing before it has written anything. Items get numbers from `firstSeq` on. */
  run(tx: Transaction, firstSeq: number): Promise<readonly Item[]>;
  /** Its items; none before it has run and when it refused. */
  items: readonly Item[];
  /** Why it refused. */
  refusal: { readonly error: unknown } | undefined;
  readonly waiter: Waiter;
}

/** A promise's two ends. */
export interface Waiter {
  resolve(): void;
  reject(error: unknown): void;
}

/** What one group commit writes. Plain arrays, filled in order of acceptance. */
export class Batch {
  readonly items: Item[] = [];
  /** Acknowledged rows: mailbox and number, side by side. */
  readonly deletedFrom: Mailbox[] = [];
  readonly deletedSeqs: number[] = [];
  /** Bodies whose last row is among those. */
  readonly deadBodies: number[] = [];
  /** Bodies that lose a row here and may have others: number and how many. */
  readonly decremented = new Map<number, number>();
  /** Stanzas that become safe with this commit without being items of it: repeated ones. */
  readonly repeats: { readonly submitter: Submitter; readonly stanza: number }[] = [];
  readonly jobs: Job[] = [];
  readonly waiters: Waiter[] = [];

  get isEmpty(): boolean {
    return (
      this.items.length === 0 &&
      this.deletedSeqs.length === 0 &&
      this.repeats.length === 0 &&
      this.jobs.length === 0 &&
      this.waiters.length === 0
    );
  }
}
