import { SmppStatusError } from "../smpp/errors.ts";
import { Status } from "../smpp/statuses.ts";
import type { Concatenation } from "../text/index.ts";
import { longMessageKey, PartTable, type PartTableOptions } from "./part-table.ts";

/** A part of a long message, as one deliver_sm brought it. */
export interface Part {
  readonly from: string;
  readonly to: string;
  readonly dataCoding: number;
  readonly octets: Uint8Array;
  readonly concatenation: Concatenation;
}

interface Pending {
  readonly done: ReturnType<typeof Promise.withResolvers<void>>;
  delivering: boolean;
  /** Parts whose answer waits. */
  holders: number;
}

/**
 * Puts long incoming messages together without taking responsibility early: a part is accepted (its
 * deliver_sm answered) only when the whole message was handed over. A part alone for `holdMs` is answered
 * with a temporary error, so that the carrier sends it again, but is kept; when it comes again it is
 * accepted at once, since a carrier that delivers one part at a time would otherwise never go on.
 */
export class LongMessages {
  readonly #table: PartTable;
  readonly #pending = new Map<string, Pending>();

  /** Takes the whole; its octets joined. A rejection refuses every part being held. */
  readonly #deliver: (whole: Omit<Part, "concatenation">) => Promise<void>;
  readonly #holdMs: number;

  constructor(
    deliver: (whole: Omit<Part, "concatenation">) => Promise<void>,
    holdMs = 5_000,
    options: PartTableOptions = {},
  ) {
    this.#deliver = deliver;
    this.#holdMs = holdMs;
    this.#table = new PartTable(options);
  }

  /** Resolves when the part may be answered with ESME_ROK. @throws whatever its answer should say. */
  async accept(part: Part): Promise<void> {
    const key = longMessageKey(part.from, part.to, part.dataCoding, part.concatenation);
    const { whole, repeated } = this.#table.add(key, part.concatenation, part.octets, performance.now());
    const pending = this.#pending.get(key) ?? {
      done: Promise.withResolvers<void>(),
      delivering: false,
      holders: 0,
    };
    if (!this.#pending.has(key)) {
      this.#pending.set(key, pending);
      // Nobody may be holding a part when it fails.
      pending.done.promise.catch(() => undefined);
    }
    if (whole) {
      if (!pending.delivering) void this.#finish(key, pending, { ...part, octets: whole });
      return pending.done.promise;
    }
    if (repeated) {
      if (pending.holders === 0) this.#pending.delete(key);
      return;
    }
    await this.#hold(key, pending);
  }

  async #finish(key: string, pending: Pending, whole: Omit<Part, "concatenation">): Promise<void> {
    pending.delivering = true;
    try {
      await this.#deliver(whole);
      this.#table.remove(key);
      pending.done.resolve();
    } catch (error) {
      // The parts stay: whichever is sent again completes the message again.
      pending.done.reject(error);
    } finally {
      this.#pending.delete(key);
    }
  }

  async #hold(key: string, pending: Pending): Promise<void> {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new SmppStatusError(Status.ESME_RX_T_APPN)), this.#holdMs);
    pending.holders++;
    try {
      await Promise.race([pending.done.promise, promise]);
    } finally {
      clearTimeout(timer);
      if (--pending.holders === 0 && !pending.delivering) this.#pending.delete(key);
    }
  }
}
