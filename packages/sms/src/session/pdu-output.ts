import type { Socket } from "node:net";

/** Octets after which a batch leaves at once, so that `choked` shows before more is written. */
const MAX_BATCH = 65_536;

/** Octets waiting for a peer that does not read, above which it is not read either. */
const MAX_BACKLOG = 1_048_576;

/**
 * The writing half of a socket: PDUs of one turn of the event loop leave in one write, and `choked` tells
 * when the peer reads too slowly for more.
 */
export class PduOutput {
  #batch: Buffer[] = [];
  #batchLength = 0;
  #choked = false;
  #waiters: (() => void)[] = [];

  readonly #socket: Socket;
  /** Called whenever `choked` changes. */
  readonly #onChange: () => void;

  constructor(socket: Socket, onChange: () => void) {
    this.#socket = socket;
    this.#onChange = onChange;
    socket.on("drain", () => this.#release());
    socket.on("close", () => this.#release());
  }

  get choked(): boolean {
    return this.#choked;
  }

  /**
   * So many answers wait that the peer must read before it may ask more. Far above `choked`, which holds our
   * own requests back: two sides that both stopped reading at once would wait for each other for ever.
   */
  get overfull(): boolean {
    return this.#choked && this.#socket.writableLength + this.#batchLength > MAX_BACKLOG;
  }

  /** Resolves when the socket takes more, or has closed, or after `timeoutMs`. Call while choked. */
  async change(timeoutMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, timeoutMs);
    this.#waiters.push(resolve);
    await promise;
    clearTimeout(timer);
  }

  write(pdu: Buffer): void {
    this.#batchLength += pdu.length;
    if (this.#batch.push(pdu) === 1) queueMicrotask(() => this.flush());
    if (this.#batchLength >= MAX_BATCH) this.flush();
  }

  flush(): void {
    const batch = this.#batch;
    if (batch.length === 0) return;
    this.#batch = [];
    this.#batchLength = 0;
    if (!this.#socket.writable) return;
    const [first] = batch;
    const octets = batch.length === 1 && first ? first : Buffer.concat(batch);
    if (!this.#socket.write(octets) && !this.#choked) {
      this.#choked = true;
      this.#onChange();
    }
  }

  #release(): void {
    if (!this.#choked) return;
    this.#choked = false;
    this.#onChange();
    for (const waiter of this.#waiters.splice(0)) waiter();
  }
}
