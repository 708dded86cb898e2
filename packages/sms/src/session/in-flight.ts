import { LinkClosedError, ResponseTimeoutError } from "../smpp/errors.ts";
import type { AnyPdu } from "../smpp/pdu.ts";

interface Entry {
  readonly resolve: (pdu: AnyPdu) => void;
  readonly reject: (error: Error) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * The window: requests sent and not yet answered, at most `limit` of them, and those waiting for a place,
 * first come first served. Every request ends exactly once: answered, timed out, or failed by the close.
 */
export class InFlight {
  readonly #entries = new Map<number, Entry>();
  readonly #waiters: Waiter[] = [];
  #places: number;
  #closed: string | undefined;

  constructor(limit: number) {
    this.#places = limit;
  }

  get size(): number {
    return this.#entries.size;
  }

  get waiting(): number {
    return this.#waiters.length;
  }

  has(sequence: number): boolean {
    return this.#entries.has(sequence);
  }

  /** Takes a place, waiting for one if need be. @throws LinkClosedError (not sent) once closed. */
  async acquire(): Promise<void> {
    if (this.#closed) throw new LinkClosedError(this.#closed, false);
    if (this.#places > 0) {
      this.#places--;
      return;
    }
    await new Promise<void>((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  release(): void {
    const next = this.#waiters.shift();
    if (next) next.resolve();
    else this.#places++;
  }

  /** The response to `sequence`. @throws ResponseTimeoutError, LinkClosedError (sent), or what `fail` is given. */
  expect(sequence: number, command: string, timeoutMs: number): Promise<AnyPdu> {
    if (this.#closed) return Promise.reject(new LinkClosedError(this.#closed, false));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.fail(sequence, new ResponseTimeoutError(command, timeoutMs)),
        timeoutMs,
      );
      this.#entries.set(sequence, { resolve, reject, timer });
    });
  }

  #remove(sequence: number): Entry | undefined {
    const entry = this.#entries.get(sequence);
    if (!entry) return undefined;
    clearTimeout(entry.timer);
    this.#entries.delete(sequence);
    return entry;
  }

  /** Whether somebody was waiting for this response. */
  settle(pdu: AnyPdu): boolean {
    const entry = this.#remove(pdu.sequence);
    entry?.resolve(pdu);
    return entry !== undefined;
  }

  fail(sequence: number, error: Error): boolean {
    const entry = this.#remove(sequence);
    entry?.reject(error);
    return entry !== undefined;
  }

  close(reason: string, cause?: Error): void {
    this.#closed = reason;
    for (const sequence of [...this.#entries.keys()]) {
      this.fail(sequence, new LinkClosedError(reason, true, { cause }));
    }
    for (const waiter of this.#waiters.splice(0))
      waiter.reject(new LinkClosedError(reason, false, { cause }));
  }
}
