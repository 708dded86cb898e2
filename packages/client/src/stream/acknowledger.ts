/** Milliseconds after which handled stanzas are acknowledged. */
const DELAY_MS = 100;
/** Stanzas after which they are acknowledged at once. */
const EVERY = 50;

/** Decides when `<a/>` goes out: at least every 100 ms or 50 stanzas while stanzas come in. */
export class Acknowledger {
  readonly #send: () => void;
  #pending = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: () => void) {
    this.#send = send;
  }

  handled(): void {
    this.#pending++;
    if (this.#pending >= EVERY) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), DELAY_MS);
  }

  flush(): void {
    if (this.#pending > 0) this.#send();
    this.stop();
  }

  stop(): void {
    this.#pending = 0;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
