import {
  type Answer,
  codesOf,
  formatSmppTime,
  messageTimes,
  type Pdu,
  SmppStatusError,
  Status,
} from "@culver/sms";
import type { PhoneNetwork } from "./phone-network.ts";
import { isDone, type StoredMessage, type StoredMessages } from "./stored-message.ts";

/** What submitters may ask about their messages: query_sm, cancel_sm and replace_sm (SMPP 3.4 sections 4.8 to 4.10). */
export class MessageRequests {
  readonly #messages: StoredMessages;
  readonly #network: PhoneNetwork;

  constructor(messages: StoredMessages, network: PhoneNetwork) {
    this.#messages = messages;
    this.#network = network;
  }

  /** Of several with one id the first that is not done, as a distribution's state. */
  query({ body }: Pdu<"query_sm">, account: string): Answer {
    const found = this.#messages.find(account, body.messageId, body.sourceAddr);
    const message = found.find((message) => !isDone(message)) ?? found.at(-1);
    if (!message) return { status: Status.ESME_RQUERYFAIL };
    const { id, state, doneAt, error } = message;
    return {
      body: {
        messageId: id,
        finalDate: doneAt === undefined ? "" : formatSmppTime(doneAt),
        messageState: codesOf(state).code,
        errorCode: /^\d{1,3}$/.test(error) ? Number(error) & 0xff : 0,
      },
    };
  }

  /** By id, or without one every pending message between the two addresses. */
  cancel({ body }: Pdu<"cancel_sm">, account: string): Answer {
    const { messageId, sourceAddr, destinationAddr, serviceType } = body;
    const found = messageId
      ? this.#messages.find(account, messageId, sourceAddr)
      : this.#messages.pending(account, sourceAddr, destinationAddr, serviceType);
    const pending = found.filter((message) => !isDone(message));
    if (pending.length === 0) return { status: Status.ESME_RCANCELFAIL };
    for (const message of pending) this.#network.finish(message, "deleted");
    return {};
  }

  /** New text, times and receipt wish for a message that is not done. @throws SmppStatusError for bad times */
  replace({ body }: Pdu<"replace_sm">, account: string): Answer {
    const [message] = this.#messages
      .find(account, body.messageId, body.sourceAddr)
      .filter((message) => !isDone(message));
    if (!message) return { status: Status.ESME_RREPLACEFAIL };
    if (body.smDefaultMsgId !== 0) throw new SmppStatusError(Status.ESME_RINVDFTMSGID);
    const { scheduledAt, validUntil } = messageTimes(body, Date.now());
    this.#change(message, body);
    message.scheduledAt = scheduledAt ?? message.scheduledAt;
    message.validUntil = validUntil ?? message.validUntil;
    this.#network.attempt(message);
    return {};
  }

  #change(message: StoredMessage, { shortMessage, registeredDelivery }: Pdu<"replace_sm">["body"]): void {
    message.pdu = { ...message.pdu, body: { ...message.pdu.body, shortMessage, registeredDelivery } };
  }
}
