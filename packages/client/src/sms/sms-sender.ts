import {
  NS_MAILBOX,
  parseRetryAfter,
  type SmsRefusalReason,
  StanzaError,
  smsRefusalReason,
} from "@culver/protocol";
import type { Context } from "../core/context.ts";
import { ClientError, ConnectionLostError } from "../errors.ts";
import { ConversationHolds } from "../outbox/conversation-holds.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { OutboxRecord } from "../records/outbox-record.ts";
import type { GatewayKey } from "./gateway-key.ts";
import type { OwnDevices } from "./own-devices.ts";
import { sealText } from "./seal-text.ts";
import type { SmsOutcomes } from "./sms-outcomes.ts";

const BATCH = 32;
/** Times a text is sealed anew in a row because its key was gone. */
const MOST_KEYS = 3;

export interface SmsSenderParts {
  readonly outbox: Outbox;
  readonly key: GatewayKey;
  readonly devices: OwnDevices;
  readonly outcomes: SmsOutcomes;
  /** The gateway has taken a text. */
  readonly onAccepted: (conversation: string) => void;
  /** What is known of the conversation's phone is not true any more. */
  readonly onRefused: (conversation: string, reason: SmsRefusalReason | undefined) => void;
}

/**
 * Sends the outbox's texts to phones in order, one at a time, each answered by the gateway before the next. It touches no
 * ratchet and so stays out of the device's job queue: a gateway that is slow to answer holds up nothing encrypted.
 */
export class SmsSender {
  readonly #context: Context;
  readonly #parts: SmsSenderParts;
  readonly #holds: ConversationHolds;
  #open = false;
  #again = false;
  #running: Promise<void> | undefined;

  constructor(context: Context, parts: SmsSenderParts) {
    this.#context = context;
    this.#parts = parts;
    this.#holds = new ConversationHolds(context.clock, () => this.kick());
  }

  /** The mailbox is drained: what became of earlier texts is known. */
  open(): void {
    this.#open = true;
    this.kick();
  }

  /** The connection is gone. What was not answered goes out again, under the same id. */
  close(): void {
    this.#open = false;
    this.#holds.clear();
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    await this.#running;
  }

  kick(): void {
    if (!this.#open) return;
    this.#again = true;
    this.#running ??= this.#run()
      .catch(() => this.#context.log("sms.stopped"))
      .finally(() => {
        this.#running = undefined;
        if (this.#again) this.kick();
      });
  }

  async #run(): Promise<void> {
    while (this.#again && this.#open) {
      this.#again = false;
      let from = 0;
      for (;;) {
        const items = await this.#parts.outbox.from(this.#context.db, from, BATCH);
        for (const item of items) {
          if (!this.#open || !this.#context.wire.ready) return;
          if (item.content.kind === "sms" && !this.#holds.isHeld(item.conversation)) await this.#send(item);
        }
        const last = items.at(-1);
        if (last === undefined) break;
        from = last.sequence + 1;
      }
    }
  }

  async #send({ id, conversation }: OutboxRecord): Promise<void> {
    try {
      if (await this.#deliver(id)) {
        this.#holds.succeeded(conversation);
        await this.#context.db.transact((tx) => this.#parts.outcomes.accepted(tx, conversation, id));
        this.#parts.onAccepted(conversation);
      }
    } catch (error) {
      if (error instanceof StanzaError) return this.#refused(error, conversation, id);
      if (error instanceof ClientError && error.code === "sms_unavailable")
        return this.#context.db.transact((tx) =>
          this.#parts.outcomes.refused(tx, conversation, id, "unavailable"),
        );
      // An answer that did not come is no refusal: the same text again, under the same id.
      if (!(error instanceof ConnectionLostError))
        this.#context.log("sms.failed", { error: error instanceof Error ? error.name : "unknown" });
      if (this.#open) this.#holds.backOff(conversation);
    }
  }

  /** False when the item was taken back meanwhile. */
  async #deliver(id: string): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      const item = await this.#parts.outbox.find(this.#context.db, id);
      if (item?.content.kind !== "sms") return false;
      const key = await this.#parts.key.current();
      try {
        const stanza = await sealText({ ...item.content, id }, key, await this.#parts.devices.others());
        await this.#context.wire.ask("set", stanza);
        return true;
      } catch (error) {
        const gone = error instanceof StanzaError && smsRefusalReason(error.app) === "unknown-key";
        if (!gone || attempt === MOST_KEYS) throw error;
        await this.#parts.key.forget(key.id);
      }
    }
  }

  async #refused(error: StanzaError, conversation: string, id: string): Promise<void> {
    const reason = smsRefusalReason(error.app);
    this.#context.log("sms.refused", { condition: error.condition, reason });
    if (reason === undefined && error.condition === "resource-constraint") {
      if (error.app?.xmlns !== NS_MAILBOX) this.#holds.backOff(conversation);
      else this.#holds.hold(conversation, this.#context.clock() + parseRetryAfter(error.app) * 1_000);
      return;
    }
    const temporary = error.type === "wait" || error.condition === "internal-server-error";
    if (reason === "unknown-key" || (reason === undefined && temporary)) {
      this.#holds.backOff(conversation);
      return;
    }
    await this.#context.db.transact((tx) => this.#parts.outcomes.refused(tx, conversation, id, reason));
    this.#parts.onRefused(conversation, reason);
  }
}
