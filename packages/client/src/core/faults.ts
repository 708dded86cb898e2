/** Things that should not happen, counted by name: never with content or numbers. */
export type Fault =
  | "undecryptable"
  | "duplicate-generation"
  | "sender-mismatch"
  | "malformed-payload"
  | "malformed-stanza"
  | "unauthorised-device"
  | "device-list-fork"
  | "commit-failed"
  | "welcome-failed"
  | "rejoined"
  | "unreadable-sms"
  | "damaged-file"
  | "store";

export class Faults {
  readonly #counts = new Map<Fault, number>();

  count(fault: Fault): void {
    this.#counts.set(fault, (this.#counts.get(fault) ?? 0) + 1);
  }

  snapshot(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }
}
