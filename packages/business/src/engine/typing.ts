/** Typing ends by itself after so long, milliseconds (section 3). */
const TYPING_MS = 25_000;
/** Devices forget it after six seconds unless told again. */
const REPEAT_MS = 4_000;

/** Shows customers that somebody is typing, until a message or 25 seconds later. */
export class Typing {
  readonly #set: (thread: string, typing: boolean) => Promise<void>;
  readonly #timers = new Map<string, { repeat: ReturnType<typeof setInterval>; endsAt: number }>();

  /** @param set tells the customer; failures are nobody's business. */
  constructor(set: (thread: string, typing: boolean) => Promise<void>) {
    this.#set = set;
  }

  async start(thread: string): Promise<void> {
    this.sent(thread);
    const endsAt = Date.now() + TYPING_MS;
    const repeat = setInterval(() => {
      if (Date.now() < endsAt) void this.#set(thread, true).catch(() => undefined);
      else void this.stop(thread).catch(() => undefined);
    }, REPEAT_MS);
    repeat.unref?.();
    this.#timers.set(thread, { repeat, endsAt });
    await this.#set(thread, true);
  }

  async stop(thread: string): Promise<void> {
    this.sent(thread);
    await this.#set(thread, false);
  }

  /** A message goes: it ends the typing by itself. */
  sent(thread: string): void {
    const timer = this.#timers.get(thread);
    if (timer === undefined) return;
    clearInterval(timer.repeat);
    this.#timers.delete(thread);
  }

  close(): void {
    for (const thread of [...this.#timers.keys()]) this.sent(thread);
  }
}
