/** More phones than that at once: a flood, and nothing is lost by passing the rest over but a little time. */
const MAX_PHONES = 10_000;

/**
 * Phones that can be reached again. alert_notification has no answer that could slow a carrier down (SMPP 3.4 section
 * 4.12), so they are taken one after the other, each once however often it is told.
 */
export class Alerts {
  readonly #phones = new Set<string>();
  readonly #hurry: (phone: string) => Promise<void>;
  readonly #onFailure: (error: unknown) => void;
  #running: Promise<void> | undefined;

  constructor(hurry: (phone: string) => Promise<void>, onFailure: (error: unknown) => void) {
    this.#hurry = hurry;
    this.#onFailure = onFailure;
  }

  /** @param phone E.164. */
  add(phone: string): void {
    if (this.#phones.size >= MAX_PHONES) return;
    this.#phones.add(phone);
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  async #run(): Promise<void> {
    for (const phone of this.#phones) {
      this.#phones.delete(phone);
      await this.#hurry(phone).catch(this.#onFailure);
    }
  }
}
