/** Whom to tell that a phone can be reached again. */
export interface Absence {
  readonly account: string;
  /** Who wrote to it, as its submit named the sender. */
  readonly sender: { readonly ton: number; readonly npi: number; readonly address: string };
}

/** Senders remembered per phone. */
const KEEP = 1000;

/** Who wrote to phones that were off (alert_notification, SMPP 3.4 section 4.12). */
export class Absences {
  readonly #byPhone = new Map<string, Map<string, Absence>>();

  note(number: string, absence: Absence): void {
    const senders = this.#byPhone.get(number) ?? new Map<string, Absence>();
    this.#byPhone.set(number, senders);
    if (senders.size < KEEP) senders.set(`${absence.account} ${absence.sender.address}`, absence);
  }

  /** Everybody to tell about `number`, once. */
  take(number: string): readonly Absence[] {
    const senders = this.#byPhone.get(number);
    this.#byPhone.delete(number);
    return [...(senders?.values() ?? [])];
  }
}
