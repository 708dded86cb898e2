import type { Database, Transaction } from "@culver/storage";
import { Batch, type Job, type Waiter } from "./batch.ts";
import { type Item, type Mailbox, PENDING, type Submitter, WRITTEN } from "./mailbox.ts";
import type { MailboxCounters } from "./mailbox-counters.ts";
import { ResendWindow } from "./resend-window.ts";
import type { Sequence } from "./sequence.ts";
import { deleteAcknowledged, insertRows, MAILBOX_LOCK, rowsOf, type Writes } from "./write-batch.ts";

/** After a failed commit the next one waits this long, milliseconds. */
const BACK_OFF_MS = 500;

export interface GroupCommitOptions {
  readonly database: Database;
  readonly sequence: Sequence;
  readonly resends: ResendWindow;
  readonly counters: MailboxCounters;
  /** How long a batch fills, milliseconds. */
  readonly windowMs: number;
  readonly now: () => number;
  /** Sends an item to those of its recipients whose mailbox is live. */
  readonly deliver: (item: Item) => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * One transaction every few milliseconds for all that was accepted and acknowledged meanwhile.
 *
 * 1. An item is sent to live mailboxes at once and waits in the batch that fills.
 * 2. When the window ends the batch is written, less what every recipient has acknowledged by then.
 * 3. When the transaction has resolved, and not before, its stanzas are complete and their senders are told.
 *
 * Batches are written one after the other, so numbers reach the disk in order. Jobs (MLS commits) run inside the
 * batch's transaction; as their items must not be seen before it has resolved and have lower numbers than items
 * accepted meanwhile, those are held back until then: the order of numbers is the order of sending, always.
 */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  #filling = new Batch();
  #writing: Batch | undefined;
  #settled: number;
  /** The number behind which items are held back, while jobs are being written. */
  #held: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #startedAt = 0;

  constructor(options: GroupCommitOptions) {
    this.#options = options;
    this.#settled = options.sequence.last;
  }

  /** Everything up to this number is on disk or needs not be. */
  get settled(): number {
    return this.#settled;
  }

  /** Everything up to this number has been sent to live mailboxes. */
  get sent(): number {
    return this.#held ?? this.#options.sequence.last;
  }

  /** Whether acknowledgements wait to be written. */
  get hasDeletions(): boolean {
    return this.#filling.deletedSeqs.length > 0 || (this.#writing?.deletedSeqs.length ?? 0) > 0;
  }

  /** The number for the next item, which must be accepted before control is given away. */
  nextSeq(): number {
    return this.#options.sequence.take(1);
  }

  /** Takes in an item of the server's own. */
  accept(item: Item): void {
    this.#filling.items.push(item);
    this.#options.counters.accepted++;
    if (this.#held === undefined) this.#options.deliver(item);
    this.#schedule();
  }

  /** Takes in an item that a device has sent, and remembers its id. */
  submit(item: Item, submitter: Submitter, stanza: number, sender: Mailbox, id: string): void {
    item.submitter = submitter;
    item.stanza = stanza;
    item.sender = sender;
    item.id = id;
    this.#options.resends.add(sender, id);
    this.accept(item);
  }

  /** A stanza that was accepted before: complete when everything accepted so far is. */
  repeat(submitter: Submitter, stanza: number): void {
    this.#filling.repeats.push({ submitter, stanza });
    this.#schedule();
  }

  /** The device has committed the item. */
  acknowledge(mailbox: Mailbox, item: Item): void {
    if (item.state === PENDING) {
      item.acknowledged ??= new Set();
      item.acknowledged.add(mailbox);
      if (item.acknowledged.size === item.recipients.length) item.submitter?.complete(item.stanza);
      return;
    }
    const batch = this.#filling;
    batch.deletedFrom.push(mailbox);
    batch.deletedSeqs.push(item.seq);
    if (mailbox.stored > 0) mailbox.stored--;
    mailbox.watcher?.acknowledged(mailbox, item.seq);
    if (item.rows === 1) {
      item.rows = 0;
      batch.deadBodies.push(item.seq);
    } else {
      if (item.rows > 0) item.rows--;
      batch.decremented.set(item.seq, (batch.decremented.get(item.seq) ?? 0) + 1);
    }
    this.#schedule();
  }

  /** Items that are not settled and have been sent to live mailboxes, in order. */
  *unsettled(): Generator<Item> {
    if (this.#writing !== undefined) yield* this.#writing.items;
    if (this.#held === undefined) yield* this.#filling.items;
  }

  /**
   * Runs work in the next batch's transaction. It must refuse, by throwing, before it writes anything; what it throws
   * later fails the transaction. It gets `seqs` numbers for the items it returns.
   */
  run(seqs: number, work: (tx: Transaction, firstSeq: number) => Promise<readonly Item[]>): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter = { resolve, reject };
      this.#filling.jobs.push({ firstSeq: 0, seqs, run: work, items: [], refusal: undefined, waiter });
      this.#schedule();
    });
  }

  /** Resolves when everything taken in so far is settled; rejects when its commit fails. */
  flush(): Promise<void> {
    if (this.#filling.isEmpty && this.#writing === undefined) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#filling.waiters.push({ resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#timer === undefined && this.#writing === undefined && !this.#filling.isEmpty) {
      this.#arm(this.#options.windowMs);
    }
  }

  /** What came in during a commit has waited already. */
  #scheduleNext(): void {
    if (this.#timer !== undefined || this.#filling.isEmpty) return;
    this.#arm(Math.max(0, this.#options.windowMs - (performance.now() - this.#startedAt)));
  }

  #arm(delay: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#commit().catch((error: unknown) => this.#options.onFailure(error));
    }, delay);
  }

  async #commit(): Promise<void> {
    const batch = this.#filling;
    const { sequence, counters } = this.#options;
    this.#filling = new Batch();
    this.#writing = batch;
    this.#startedAt = performance.now();
    if (batch.jobs.length > 0) this.#held = sequence.last;
    for (const job of batch.jobs) job.firstSeq = sequence.take(job.seqs);
    const last = sequence.last;
    let failure: { readonly error: unknown } | undefined;
    try {
      await this.#write(batch);
      counters.onCommit?.((performance.now() - this.#startedAt) / 1000);
    } catch (error) {
      failure = { error };
    }
    this.#settled = last;
    this.#writing = undefined;
    if (failure === undefined) this.#succeed(batch);
    else this.#fail(batch, failure.error);
    this.#release(batch);
    if (failure === undefined) this.#scheduleNext();
    else if (this.#timer === undefined) this.#arm(BACK_OFF_MS);
  }

  async #write(batch: Batch): Promise<void> {
    const { database, counters } = this.#options;
    const now = this.#options.now();
    const writes: Writes = { messages: [], deliveries: [] };
    rowsOf(batch.items, now, writes);
    counters.written += writes.messages.length;
    if (writes.messages.length === 0 && batch.deletedSeqs.length === 0 && batch.jobs.length === 0) return;
    try {
      await this.#transact(database, batch, writes, now, batch.jobs);
    } catch (error) {
      if (batch.jobs.length === 0) throw error;
      // A job that breaks the transaction must not take other people's messages with it.
      for (const job of batch.jobs) {
        job.items = [];
        job.refusal = { error };
      }
      await this.#transact(database, batch, writes, now, []);
    }
  }

  async #transact(
    database: Database,
    batch: Batch,
    writes: Writes,
    now: number,
    jobs: readonly Job[],
  ): Promise<void> {
    const { sequence } = this.#options;
    const bound = await database.transaction(async (tx) => {
      if (batch.deletedSeqs.length > 0 || jobs.length > 0) await tx.lock(MAILBOX_LOCK);
      await insertRows(tx, writes);
      await deleteAcknowledged(tx, batch);
      if (writes.messages.length > 0) await ResendWindow.write(tx, now, batch.items);
      for (const job of jobs) await runJob(tx, job, now);
      return sequence.extend(tx);
    });
    sequence.extended(bound);
  }

  #succeed(batch: Batch): void {
    const senders = new Set<Submitter>();
    for (const item of batch.items) {
      item.state = WRITTEN;
      const { submitter } = item;
      if (submitter === undefined) continue;
      item.submitter = undefined;
      submitter.complete(item.stanza);
      senders.add(submitter);
    }
    for (const { submitter, stanza } of batch.repeats) {
      submitter.complete(stanza);
      senders.add(submitter);
    }
    for (const submitter of senders) submitter.acknowledge();
    for (const waiter of batch.waiters) waiter.resolve();
  }

  /** Nothing of the batch is safe: senders start over. What was acknowledged stays to be deleted. */
  #fail(batch: Batch, error: unknown): void {
    this.#options.counters.failedCommits++;
    this.#options.onFailure(error);
    const senders = new Set<Submitter>();
    for (const item of batch.items) {
      item.state = WRITTEN;
      if (item.sender !== undefined) this.#options.resends.remove(item.sender, item.id);
      if (item.submitter !== undefined) senders.add(item.submitter);
      item.submitter = undefined;
    }
    for (const { submitter } of batch.repeats) senders.add(submitter);
    for (const submitter of senders) submitter.abort();
    const next = this.#filling;
    // One by one: what gathers while a disk is full is more than a call takes as arguments.
    for (const mailbox of batch.deletedFrom) next.deletedFrom.push(mailbox);
    for (const seq of batch.deletedSeqs) next.deletedSeqs.push(seq);
    for (const seq of batch.deadBodies) next.deadBodies.push(seq);
    for (const [seq, count] of batch.decremented) {
      next.decremented.set(seq, (next.decremented.get(seq) ?? 0) + count);
    }
    for (const waiter of batch.waiters) waiter.reject(error);
    for (const job of batch.jobs) job.refusal = { error };
  }

  /** Sends the items of jobs, then those held back for them; then the jobs' callers are told. */
  #release(batch: Batch): void {
    if (this.#held === undefined) return;
    this.#held = undefined;
    const { counters, deliver } = this.#options;
    for (const job of batch.jobs) {
      if (job.refusal !== undefined) continue;
      for (const item of job.items) {
        item.state = WRITTEN;
        counters.accepted++;
        counters.written++;
        deliver(item);
      }
    }
    for (const item of this.#filling.items) deliver(item);
    for (const job of batch.jobs) settle(job.waiter, job.refusal);
  }
}

async function runJob(tx: Transaction, job: Job, now: number): Promise<void> {
  try {
    job.items = await job.run(tx, job.firstSeq);
  } catch (error) {
    // A failed statement dooms the transaction, which says so when it is to be committed.
    job.refusal = { error };
    return;
  }
  const writes: Writes = { messages: [], deliveries: [] };
  rowsOf(job.items, now, writes);
  await insertRows(tx, writes);
}

function settle(waiter: Waiter, refusal: { readonly error: unknown } | undefined): void {
  if (refusal === undefined) waiter.resolve();
  else waiter.reject(refusal.error);
}
