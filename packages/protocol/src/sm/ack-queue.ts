/** An acknowledgement that cannot be true: answer with handledCountTooHigh and close the stream (XEP-0198 section 4). */
export class AckOutOfRangeError extends Error {
  override readonly name = "AckOutOfRangeError";
}

/** Counters go back to 0 after 2^32 - 1 (XEP-0198 section 4). */
const MODULUS = 2 ** 32;

/** Released places are cut off the array once there are this many and they are its larger half. */
const COMPACT_FROM = 32;

/** What was sent and not yet acknowledged, in order (XEP-0198 section 4). */
export class AckQueue<T> {
  #items: T[] = [];
  /** Items before this place have been released. */
  #head = 0;
  #acked: number;

  /** `acked` is the counter of stanzas acknowledged so far, for a session that is taken up again. */
  constructor(acked = 0) {
    this.#acked = toCounter(acked);
  }

  /** The last acknowledged count, modulo 2^32. */
  get acked(): number {
    return this.#acked;
  }

  /** The count of stanzas sent, modulo 2^32: what an acknowledgement of everything would say. */
  get sent(): number {
    return (this.#acked + this.size) % MODULUS;
  }

  /** How many are not acknowledged. */
  get size(): number {
    return this.#items.length - this.#head;
  }

  push(item: T): void {
    this.#items.push(item);
  }

  /**
   * Takes in an acknowledgement and returns the items it releases, in order.
   * Throws AckOutOfRangeError, with nothing changed, when `h` covers more than was sent or less than before.
   */
  ack(h: number): T[] {
    const count = this.#advance(h);
    const released = this.#items.slice(this.#head, this.#head + count);
    this.#release(count);
    this.#acked = h;
    return released;
  }

  /** The items not acknowledged, in the order to send them again. */
  unacked(): T[] {
    return this.#items.slice(this.#head);
  }

  #advance(h: number): number {
    const count = (toCounter(h) - this.#acked + MODULUS) % MODULUS;
    if (count <= this.size) return count;
    // Of the two distances on the circle the shorter one tells what went wrong.
    throw new AckOutOfRangeError(count > MODULUS / 2 ? "can't go backwards" : "can't ack too many");
  }

  #release(count: number): void {
    this.#head += count;
    if (this.#head === this.#items.length) {
      this.#items = [];
      this.#head = 0;
    } else if (this.#head >= COMPACT_FROM && this.#head * 2 > this.#items.length) {
      this.#items.splice(0, this.#head);
      this.#head = 0;
    } else {
      // Lets go of what the released places hold.
      this.#items.fill(undefined as T, this.#head - count, this.#head);
    }
  }
}

function toCounter(h: number): number {
  if (Number.isInteger(h) && h >= 0 && h < MODULUS) return h;
  throw new AckOutOfRangeError("a counter is a whole number below 2^32");
}
