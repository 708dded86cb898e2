/** Milliseconds of quiet after a resumption that count as a drained mailbox. */
const QUIET_MS = 2_000;

/**
 * `<drained/>` is no stanza: when a connection breaks right behind it, nobody sends it again. After a resumption the mailbox
 * therefore also counts as drained when it was before, or when nothing has come for a while.
 */
export class DrainedWatch {
  readonly #onDrained: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onDrained: () => void) {
    this.#onDrained = onDrained;
  }

  resumed(drainedBefore: boolean): void {
    if (drainedBefore) this.#onDrained();
    else this.#wait();
  }

  /** A stanza has come: the mailbox may hold more. */
  heard(): void {
    if (this.#timer !== undefined) this.#wait();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#onDrained(), QUIET_MS);
  }
}
