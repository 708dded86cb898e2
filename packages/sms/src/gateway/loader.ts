import type { DuePlace, MessageRow } from "../queue/message-store.ts";
import type { QueuedMessage } from "../queue/queued-message.ts";
import { type Core, hasMoreOnDisk } from "./core.ts";

const BEGIN: DuePlace = { due: -1, seq: -1 };
const PAGE = 1_000;
/** The journal rounds the time a message is due up to the second. */
const ROUNDING_MS = 1_000;

/** Brings messages from disk into memory: what is due as there is space, and what a receipt names. */
export class Loader {
  readonly #core: Core;
  readonly #resume: (message: QueuedMessage) => void;
  /** Committed and about to be in memory. */
  readonly arriving = new Set<number>();
  #after = BEGIN;
  #isSweeping = false;
  #aheadMs = 0;
  /** One load at a time, so that no message is in memory twice. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(core: Core, resume: (message: QueuedMessage) => void) {
    this.#core = core;
    this.#resume = resume;
  }

  get hasSpace(): boolean {
    const { index, tuning } = this.#core;
    return index.size - index.awaiting < tuning.maxInMemory;
  }

  /** The next sweep takes up what is due so soon, too. */
  lookAhead(ms: number): void {
    this.#aheadMs = ms + ROUNDING_MS;
  }

  /** Takes up what is due. Begins from the oldest again when `again`, otherwise goes on where it stopped. */
  async sweep(again: boolean): Promise<void> {
    const core = this.#core;
    if (again) this.#after = BEGIN;
    if (this.#isSweeping || core.isClosed || !hasMoreOnDisk(core)) return;
    this.#isSweeping = true;
    const until = core.now() + this.#aheadMs;
    this.#aheadMs = 0;
    try {
      // What finds no carrier goes back to disk: one round is enough for once.
      for (let left = core.tuning.maxInMemory; left > 0 && this.hasSpace && !core.isClosed; left -= PAGE) {
        const places = await core.store.due(Math.max(until, core.now()), this.#after, PAGE);
        const last = places.at(-1);
        if (!last) return;
        this.#after = last;
        for (const message of await this.load(places.map(({ seq }) => seq))) this.#resume(message);
      }
    } finally {
      this.#isSweeping = false;
    }
  }

  /** Unfinished messages with these numbers that were not in memory and are now, doing nothing yet. */
  load(seqs: readonly number[]): Promise<QueuedMessage[]> {
    const turn = this.#turn.then(() => this.#load(seqs));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #load(seqs: readonly number[]): Promise<QueuedMessage[]> {
    const { index, journal, store } = this.#core;
    const isAbsent = (seq: number) => !index.bySeq(seq) && !this.arriving.has(seq);
    const absent = seqs.filter(isAbsent);
    if (absent.length === 0) return [];
    // What memory let go of may not be on disk in full yet.
    await journal.committed();
    const { messages, damaged } = await store.load(absent);
    for (const row of damaged) this.#giveUp(row);
    const loaded = messages.filter(({ seq }) => isAbsent(seq));
    for (const message of loaded) index.add(message);
    return loaded;
  }

  /** Its content does not open any more: one row that is damaged must not hold up the others. */
  #giveUp({ seq, id, purpose }: MessageRow): void {
    const { journal, statuses, counters, log, now } = this.#core;
    log.warn({ message: id }, "a text cannot be opened any more; it has failed");
    counters.failed++;
    counters.unfinished--;
    journal.finish(seq, "failed");
    const reason = "the text could not be read any more";
    statuses.tell(seq, { id, purpose, state: "failed", reason, at: now() });
  }
}
