const FIRST_MS = 500;
const LONGEST_MS = 60_000;

/** Conversations whose items wait for a while. */
export class ConversationHolds {
  readonly #clock: () => number;
  readonly #onReleased: () => void;
  readonly #until = new Map<string, number>();
  readonly #refusals = new Map<string, number>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(clock: () => number, onReleased: () => void) {
    this.#clock = clock;
    this.#onReleased = onReleased;
  }

  isHeld(conversation: string): boolean {
    return this.#until.has(conversation);
  }

  hold(conversation: string, until: number): void {
    this.#until.set(conversation, until);
    clearTimeout(this.#timers.get(conversation));
    const timer = setTimeout(
      () => {
        this.#until.delete(conversation);
        this.#timers.delete(conversation);
        this.#onReleased();
      },
      Math.max(0, until - this.#clock()),
    );
    this.#timers.set(conversation, timer);
  }

  backOff(conversation: string): void {
    const refusals = (this.#refusals.get(conversation) ?? 0) + 1;
    this.#refusals.set(conversation, refusals);
    this.hold(conversation, this.#clock() + Math.min(LONGEST_MS, FIRST_MS * 2 ** (refusals - 1)));
  }

  succeeded(conversation: string): void {
    this.#refusals.delete(conversation);
  }

  /** How often in a row the conversation has been refused. */
  refusals(conversation: string): number {
    return this.#refusals.get(conversation) ?? 0;
  }

  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#until.clear();
  }
}
