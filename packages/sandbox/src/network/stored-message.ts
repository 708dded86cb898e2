import type { MessageState } from "@culver/sms";
import type { Behaviour } from "../behaviour/behaviour.ts";
import type { Submit } from "./as-submit.ts";

/** A message the carrier has taken. */
export interface StoredMessage {
  /** As its submit was answered. */
  readonly id: string;
  readonly receiptId: string;
  /** system_id of who submitted it. */
  readonly account: string;
  pdu: Submit;
  /** E.164 of the phone. */
  readonly to: string;
  readonly behaviour: Behaviour;
  readonly submittedAt: number;
  scheduledAt: number | undefined;
  validUntil: number;
  state: MessageState;
  /** The network's error code, "000" for none. */
  error: string;
  doneAt: number | undefined;
  /** The phone was off at the first try. */
  missed: boolean;
}

/** Whether nothing will happen to it any more. */
export function isDone({ doneAt }: StoredMessage): boolean {
  return doneAt !== undefined;
}

/** Messages remembered; the oldest that are done are forgotten first. */
const KEEP = 10_000;

/** The messages of this run, by id. */
export class StoredMessages {
  readonly #byId = new Map<string, Set<StoredMessage>>();
  readonly #all = new Set<StoredMessage>();

  add(message: StoredMessage): void {
    this.#all.add(message);
    const same = this.#byId.get(message.id) ?? new Set();
    this.#byId.set(message.id, same.add(message));
    if (this.#all.size > KEEP) this.#forgetOldest();
  }

  /** The account's messages with this id and sender, oldest first: submit_multi gives several one id. */
  find(account: string, id: string, sender: string): StoredMessage[] {
    return [...(this.#byId.get(id) ?? [])].filter((message) => isFrom(message, account, sender));
  }

  /** The account's messages from one address to another that are not done. */
  pending(account: string, sender: string, destination: string, serviceType: string): StoredMessage[] {
    return [...this.#all].filter(
      (message) =>
        isFrom(message, account, sender) &&
        !isDone(message) &&
        message.pdu.body.destinationAddr === destination &&
        (serviceType === "" || message.pdu.body.serviceType === serviceType),
    );
  }

  /** Messages for a phone that are not done, oldest first. */
  waitingFor(number: string): StoredMessage[] {
    return [...this.#all].filter((message) => message.to === number && !isDone(message));
  }

  #forgetOldest(): void {
    for (const message of this.#all) {
      if (!isDone(message)) continue;
      this.#all.delete(message);
      const same = this.#byId.get(message.id);
      same?.delete(message);
      if (same?.size === 0) this.#byId.delete(message.id);
      return;
    }
  }
}

function isFrom({ account, pdu }: StoredMessage, wanted: string, sender: string): boolean {
  return account === wanted && pdu.body.sourceAddr === sender;
}
