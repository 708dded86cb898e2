import { SmppStatusError } from "../smpp/errors.ts";
import { Status } from "../smpp/statuses.ts";
import type { PartStore, ReceivedPart, StoredPart } from "./part-store.ts";

/** A long message some of whose parts have come. */
export class PendingMessage {
  /** Random; names it in the store. */
  readonly id: string;
  readonly total: number;
  /** Under which the reassembler finds it; changes when its sender uses its reference for another message. */
  key: string;
  /** When its first part came, milliseconds since 1970. */
  readonly since: number;
  /** By number, 1..total. */
  readonly parts = new Map<number, ReceivedPart>();
  /** A part was answered that is in memory only. */
  answered = false;
  /** Not to be offered again before, milliseconds since 1970. */
  retryAt = 0;

  readonly #stored = new Set<number>();
  readonly #storing = new Set<Promise<void>>();
  #delivery: Promise<void> | undefined;
  #held = Promise.withResolvers<void>();

  constructor(id: string, key: string, total: number, since: number) {
    this.id = id;
    this.key = key;
    this.total = total;
    this.since = since;
    this.#held.promise.catch(() => undefined);
  }

  get isWhole(): boolean {
    return this.parts.size === this.total;
  }

  /** Whether any of its parts is in the store. */
  get isStored(): boolean {
    return this.#stored.size > 0;
  }

  get delivering(): boolean {
    return this.#delivery !== undefined;
  }

  /** When it is handed over as it is. */
  due(timeoutMs: number): number {
    return Math.max(this.since + timeoutMs, this.retryAt);
  }

  get octets(): number {
    let sum = 0;
    for (const { octets } of this.parts.values()) sum += octets.length;
    return sum;
  }

  /** Whether a part is one of this message's: not known while that can still matter, or the same once more. */
  takes({ concatenation, octets }: ReceivedPart): boolean {
    const known = this.parts.get(concatenation.part);
    return known === undefined ? !this.delivering : Buffer.compare(known.octets, octets) === 0;
  }

  restore(part: StoredPart): void {
    this.parts.set(part.concatenation.part, part);
    this.#stored.add(part.concatenation.part);
  }

  /** Stores a part, once. @throws as the store does. */
  async keep(store: PartStore, part: ReceivedPart): Promise<void> {
    const number = part.concatenation.part;
    if (this.#stored.has(number)) return;
    const storing = store.add({ ...part, message: this.id, since: this.since });
    this.#storing.add(storing);
    try {
      await storing;
      this.#stored.add(number);
    } finally {
      this.#storing.delete(storing);
    }
  }

  /** Waits until the whole is handed over. @throws SmppStatusError(ESME_RX_T_APPN) after `holdMs`. */
  async hold(holdMs: number): Promise<void> {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new SmppStatusError(Status.ESME_RX_T_APPN)), holdMs);
    try {
      await Promise.race([this.#held.promise, promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends every `hold` with an error; later ones wait anew. */
  refuse(error: unknown): void {
    this.#held.reject(error);
    this.#held = Promise.withResolvers<void>();
    this.#held.promise.catch(() => undefined);
  }

  /** Runs `deliver` unless it is running or has succeeded. Ends every `hold` the way it ends. */
  deliverOnce(deliver: () => Promise<void>): Promise<void> {
    this.#delivery ??= deliver().then(
      () => this.#held.resolve(),
      (error: unknown) => {
        this.#delivery = undefined;
        this.refuse(error);
        throw error;
      },
    );
    return this.#delivery;
  }

  /** Removes what is stored, also what is being stored at this moment. */
  async forget(store: PartStore | undefined): Promise<void> {
    await Promise.allSettled(this.#storing);
    if (store) await store.remove(this.id);
  }
}
