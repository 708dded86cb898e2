import { smsStatus } from "@culver/protocol";
import type { SmsStatus } from "../gateway/message.ts";
import type { LegCounters } from "./counters.ts";
import type { LegContext } from "./options.ts";
import type { Sends } from "./sends.ts";
import { stanzaIdOf } from "./stanza-id.ts";

/** Tells all devices of the sender what became of a text. When it resolves, the word is in their mailboxes. */
export class Statuses {
  readonly #context: LegContext;
  readonly #sends: Sends;
  readonly #counters: LegCounters;

  constructor(context: LegContext, sends: Sends, counters: LegCounters) {
    this.#context = context;
    this.#sends = sends;
    this.#counters = counters;
  }

  async take({ id: message, purpose, state, reason, at }: SmsStatus): Promise<void> {
    if (purpose !== "person" && purpose !== "business") return;
    const send = await this.#sends.ofMessage(message);
    if (send === undefined) return;
    const account = await this.#context.home.account(send.account);
    if (account?.generation !== send.generation || account.devices.length === 0) return;
    await this.#context.home.deliver([
      {
        account: send.account,
        devices: account.devices.map(({ device }) => device),
        id: stanzaIdOf("status", message, state),
        payload: smsStatus({
          id: send.id,
          state,
          reason: state === "failed" && reason !== undefined ? sentence(reason) : undefined,
          at,
        }),
      },
    ]);
    this.#counters.statuses++;
  }
}

/** The gateway gives reasons as parts of a log line; a person reads a sentence. */
function sentence(words: string): string {
  const begun = words.slice(0, 1).toUpperCase() + words.slice(1);
  return /[.!?…]$/u.test(begun) ? begun : `${begun}.`;
}
