import { Mailbox } from "./mailbox.ts";

/** The mailboxes that a session or a roster has named, by account: one object per device. */
export class Mailboxes {
  readonly #byAccount = new Map<string, Mailbox[]>();

  /** The mailbox of a device, made on first use. */
  of(account: string, device: number): Mailbox {
    const known = this.#byAccount.get(account);
    if (known === undefined) {
      const mailbox = new Mailbox(account, device);
      this.#byAccount.set(account, [mailbox]);
      return mailbox;
    }
    for (const mailbox of known) if (mailbox.device === device) return mailbox;
    const mailbox = new Mailbox(account, device);
    known.push(mailbox);
    return mailbox;
  }

  /** Those of an account that have been named. */
  ofAccount(account: string): readonly Mailbox[] {
    return this.#byAccount.get(account) ?? [];
  }
}
