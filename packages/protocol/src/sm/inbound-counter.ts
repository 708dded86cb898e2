/** More stanzas are under way at once than the counter was made for. */
export class TooManyUnhandledError extends Error {
  override readonly name = "TooManyUnhandledError";
}

const MODULUS = 2 ** 32;

/** Default bound of stanzas that have arrived and are not covered by `handled`. */
export const DEFAULT_MAX_UNHANDLED = 4096;

/**
 * Counts stanzas that are received in order and completed in any order (XEP-0198 section 4). `handled` covers a stanza
 * only when it and all before it are complete, so that `h` never promises more than what is committed.
 *
 * What completes early is remembered in a bit set that is a ring over the numbers under way. It is made when something first
 * completes out of order and dropped when everything is complete: in order, nothing is allocated, and each call is O(1).
 */
export class InboundCounter {
  readonly #limit: number;
  #arrived: number;
  #handled: number;
  #early: Uint32Array | undefined;

  /** `handled` continues a resumed session; `limit` bounds arrivals beyond `handled`, at most 2^24. */
  constructor(handled = 0, limit = DEFAULT_MAX_UNHANDLED) {
    if (!Number.isInteger(limit) || limit < 1 || limit > 2 ** 24)
      throw new RangeError("limit is from 1 to 2^24");
    this.#limit = limit;
    this.#arrived = handled;
    this.#handled = handled;
  }

  /** The `h` to send: stanzas complete without a gap, modulo 2^32. */
  get handled(): number {
    return this.#handled;
  }

  /** How many have arrived and are not covered by `handled`. */
  get unhandled(): number {
    return distance(this.#handled, this.#arrived);
  }

  /** Numbers a stanza on its arrival. Throws TooManyUnhandledError at the limit: stop reading before that. */
  arrive(): number {
    if (this.unhandled >= this.#limit)
      throw new TooManyUnhandledError(`${this.#limit} stanzas are under way`);
    const number = this.#arrived;
    this.#arrived = (number + 1) % MODULUS;
    return number;
  }

  /** Completes a stanza by its number; true when `handled` moved. Completing it again changes nothing. */
  complete(number: number): boolean {
    const ahead = distance(this.#handled, number);
    if (ahead >= this.unhandled) return false;
    if (ahead > 0) {
      this.#remember(number);
      return false;
    }
    this.#handled = (number + 1) % MODULUS;
    if (this.#early !== undefined) this.#advance(this.#early);
    return true;
  }

  #remember(number: number): void {
    this.#early ??= new Uint32Array(ringWords(this.#limit));
    const bit = number % (this.#early.length * 32);
    this.#early[bit >>> 5] = (this.#early[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }

  #advance(early: Uint32Array): void {
    const ring = early.length * 32;
    while (this.#handled !== this.#arrived) {
      const bit = this.#handled % ring;
      const word = early[bit >>> 5] ?? 0;
      if ((word & (1 << (bit & 31))) === 0) return;
      early[bit >>> 5] = word & ~(1 << (bit & 31));
      this.#handled = (this.#handled + 1) % MODULUS;
    }
    this.#early = undefined;
  }
}

/** A power of two, so that the ring closes where the counter wraps. */
function ringWords(limit: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(limit, 32))) / 32;
}

function distance(from: number, to: number): number {
  return (to - from + MODULUS) % MODULUS;
}
