/** Milliseconds of silence before the server is asked for a sign of life. */
const SILENCE_MS = 60_000;
/** Milliseconds it has for that. */
const ANSWER_MS = 20_000;

/** Watches for silence: asks after 60 s, gives up after 20 s more. */
export class Liveness {
  readonly #ask: () => void;
  readonly #giveUp: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: () => void, giveUp: () => void) {
    this.#ask = ask;
    this.#giveUp = giveUp;
  }

  /** Something has been heard. */
  heard(): void {
    this.#set(SILENCE_MS, () => {
      this.#ask();
      this.#set(ANSWER_MS, this.#giveUp);
    });
  }

  /** Asks at once, for instance because the network has come back. */
  probe(patienceMs: number): void {
    this.#ask();
    this.#set(patienceMs, this.#giveUp);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #set(ms: number, run: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(run, ms);
  }
}
