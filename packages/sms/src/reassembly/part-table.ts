import type { Concatenation } from "../text/index.ts";

interface Entry {
  readonly parts: Map<number, Uint8Array>;
  readonly total: number;
  readonly expires: number;
}

export interface PartTableOptions {
  /** After this many milliseconds an incomplete message is dropped. Default 10 minutes. */
  readonly timeoutMs?: number;
  /** Incomplete messages kept; the oldest is dropped first. Default 1000. */
  readonly maxMessages?: number;
}

/** What `PartTable.add` found. */
export interface Added {
  /** This part had come before. */
  readonly repeated: boolean;
  /** The whole message's octets, once every part is there. */
  readonly whole?: Uint8Array;
}

/** Parts of long messages in memory, in any order, until they are whole, removed, expired or crowded out. */
export class PartTable {
  readonly #entries = new Map<string, Entry>();
  readonly #timeoutMs: number;
  readonly #maxMessages: number;

  constructor({ timeoutMs = 600_000, maxMessages = 1000 }: PartTableOptions = {}) {
    this.#timeoutMs = timeoutMs;
    this.#maxMessages = maxMessages;
  }

  get size(): number {
    return this.#entries.size;
  }

  /**
   * @param key tells long messages apart, see `longMessageKey`.
   * @param now milliseconds on any steady clock.
   */
  add(key: string, { part, total }: Concatenation, octets: Uint8Array, now: number): Added {
    this.#expire(now);
    let entry = this.#entries.get(key);
    if (!entry) {
      entry = { parts: new Map(), total, expires: now + this.#timeoutMs };
      this.#entries.set(key, entry);
    }
    const repeated = entry.parts.has(part);
    entry.parts.set(part, octets);
    return entry.parts.size < entry.total ? { repeated } : { repeated, whole: join(entry) };
  }

  remove(key: string): void {
    this.#entries.delete(key);
  }

  /** Insertion order is expiry order. */
  #expire(now: number): void {
    for (const [key, { expires }] of this.#entries) {
      if (expires > now && this.#entries.size <= this.#maxMessages) return;
      this.#entries.delete(key);
    }
  }
}

/** Same sender, receiver, reference, length and alphabet: parts of the same message. */
export function longMessageKey(
  from: string,
  to: string,
  dataCoding: number,
  { reference, total }: Concatenation,
): string {
  return `${from} ${to} ${dataCoding} ${reference} ${total}`;
}

function join({ parts, total }: Entry): Uint8Array {
  const pieces = Array.from({ length: total }, (_, index) => parts.get(index + 1) ?? new Uint8Array(0));
  return new Uint8Array(Buffer.concat(pieces));
}
