import type { MessageStore } from "../queue/message-store.ts";
import type { GatewayTally } from "./core.ts";

const AT_ONCE = 256;

/**
 * Messages whose commit was reported as failed. If only the answer of the commit got lost they are on disk all the same,
 * and nobody counts them: whoever sent one sends it again, and is told that it is there.
 */
export class Orphans {
  readonly #seqs = new Set<number>();

  add(seq: number): void {
    this.#seqs.add(seq);
  }

  /** Counts those that are on disk after all, so that they are looked for there. @throws StorageError */
  async adopt(store: MessageStore, counters: GatewayTally): Promise<void> {
    if (this.#seqs.size === 0) return;
    const seqs = [...this.#seqs].slice(0, AT_ONCE);
    const rows = await store.rows(seqs);
    counters.unfinished += rows.filter((row) => row.finished_at === null).length;
    for (const seq of seqs) this.#seqs.delete(seq);
  }
}
