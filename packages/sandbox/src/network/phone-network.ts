import { addressText, type Delivery, type MessageState, type Outcome } from "@culver/sms";
import type { Handsets } from "../handsets.ts";
import { asksFor, asksForIntermediate, receiptOf } from "./receipt.ts";
import { isDone, type StoredMessage, type StoredMessages } from "./stored-message.ts";
import type { Timers } from "./timers.ts";
import { WholeMessages } from "./whole-messages.ts";

export interface NetworkOptions {
  readonly handsets: Handsets;
  readonly messages: StoredMessages;
  readonly timers: Timers;
  /** Time from delivering a message to its receipt, ms. */
  readonly receiptDelayMs: number;
  readonly deliver: (account: string, parts: readonly Delivery[]) => Outcome;
}

/** States in which the message is on the phone. */
const SHOWN: readonly MessageState[] = ["delivered", "unknown", "accepted"];

/** Brings taken messages to the phones, now, when they are due, or when the phone is on again, and reports back. */
export class PhoneNetwork {
  readonly #options: NetworkOptions;
  readonly #whole = new WholeMessages();

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  /** Sees to a message that was just taken, or whose times have changed. */
  attempt(message: StoredMessage): void {
    if (isDone(message)) return;
    const { timers, handsets } = this.#options;
    const now = Date.now();
    if (message.validUntil <= now) {
      this.finish(message, "expired");
    } else if (message.scheduledAt !== undefined && message.scheduledAt > now) {
      message.state = "scheduled";
      timers.after(message.scheduledAt - now, () => this.attempt(message));
    } else if (handsets.isOn(message.to)) {
      this.#deliver(message);
    } else {
      this.#wait(message, now);
    }
  }

  /** The phone is on again: what waits for it arrives. */
  arrive(number: string): void {
    for (const message of this.#options.messages.waitingFor(number)) this.attempt(message);
  }

  /** The message's life ends; the sender is told as it asked. */
  finish(message: StoredMessage, state: MessageState, error = "000"): void {
    const { behaviour, account } = message;
    message.state = state;
    message.error = error;
    message.doneAt = Date.now();
    if (behaviour.receipt === "none" || !asksFor(message, state)) return;
    const report = () =>
      void this.#options.deliver(account, [receiptOf(message, state, 0x04, message.doneAt ?? Date.now())]);
    if (behaviour.receiptFirst) report();
    else this.#options.timers.after(behaviour.receiptDelayMs ?? this.#options.receiptDelayMs, report);
  }

  #deliver(message: StoredMessage): void {
    const { receipt, receiptError } = message.behaviour;
    const state = receipt === "none" ? "delivered" : receipt;
    if (SHOWN.includes(state)) this.#show(message);
    this.finish(message, state, receiptError ?? (SHOWN.includes(state) ? "000" : "001"));
  }

  #show({ pdu, to }: StoredMessage): void {
    const { sourceAddrTon: ton, sourceAddr: address } = pdu.body;
    const from = addressText({ ton, address });
    const whole = this.#whole.add(from, to, pdu, performance.now());
    if (!whole) return;
    const { body, userData } = whole;
    const parts = userData.length;
    const common = { direction: "received" as const, from, to, parts };
    if (body.kind === "text") {
      this.#options.handsets.add(to, { ...common, text: body.text });
      return;
    }
    const encoded = userData.map((octets) => Buffer.from(octets).toString("base64"));
    const port = body.port === undefined ? {} : { port: body.port };
    this.#options.handsets.add(to, { ...common, text: "", data: { ...port, userData: encoded } });
  }

  #wait(message: StoredMessage, now: number): void {
    message.state = "enroute";
    this.#options.timers.after(message.validUntil - now, () => this.attempt(message));
    if (message.missed) return;
    message.missed = true;
    if (!asksForIntermediate(message)) return;
    void this.#options.deliver(message.account, [receiptOf(message, "enroute", 0x20, now)]);
  }
}
