import { decodeDeviceList } from "@culver/crypto";
import { generateStanzaId } from "@culver/protocol";
import { reachOf } from "../attachments/attachment-body.ts";
import { contentOf } from "../conversations/body-content.ts";
import type { MessageLog } from "../conversations/message-log.ts";
import type { Context } from "../core/context.ts";
import type { GroupStates } from "../groups/group-states.ts";
import type { UsableGroups } from "../groups/usable-group.ts";
import { type Outbox, sealedInOf } from "../outbox/outbox.ts";
import { decodePayload } from "../payload/decode-payload.ts";
import { encodePayload } from "../payload/encode-payload.ts";
import type { OriginalMessage } from "../payload/payload.ts";
import { type AttachmentRecord, attachmentTable } from "../records/attachment-record.ts";
import { pinTable } from "../records/contact-record.ts";
import type { ConversationRecord } from "../records/conversation-record.ts";
import { liveGroupTable } from "../records/group-record.ts";
import { type MessageRecord, sentTable } from "../records/message-record.ts";
import type { Transaction } from "../store/transaction.ts";

/** Milliseconds between two changes of epoch that complaints may cause in a conversation. */
const REJOIN_EVERY_MS = 60_000;
/** Messages sent again per conversation and hour. */
const HOURLY = 500;
const HOUR_MS = 3_600_000;

/** Answers who could not read messages with those this device has written, or for other devices of its own account has. */
export class ResendAnswers {
  readonly #context: Context;
  readonly #log: MessageLog;
  readonly #outbox: Outbox;
  readonly #states: GroupStates;
  readonly #groups: UsableGroups;
  readonly #rejoinedAt = new Map<string, number>();
  readonly #spent = new Map<string, { since: number; count: number }>();

  constructor(context: Context, log: MessageLog, outbox: Outbox, states: GroupStates, groups: UsableGroups) {
    this.#context = context;
    this.#log = log;
    this.#outbox = outbox;
    this.#states = states;
    this.#groups = groups;
  }

  /** `asker` is the account whose device asks, a member of the conversation's group as the decryption has shown. */
  async answer(
    tx: Transaction,
    conversation: ConversationRecord,
    asker: string,
    ids: readonly string[],
  ): Promise<void> {
    for (const id of ids) {
      if (!this.#spend(conversation.id)) return;
      const original = await this.#original(tx, conversation, asker, id);
      if (original === undefined) continue;
      const resendId = generateStanzaId();
      const payload = encodePayload({
        id: resendId,
        sentAt: this.#context.clock(),
        kind: "resend",
        original,
      });
      await this.#outbox.add(tx, conversation.id, resendId, { kind: "payload", payload });
    }
  }

  async #original(
    tx: Transaction,
    conversation: ConversationRecord,
    asker: string,
    id: string,
  ): Promise<OriginalMessage | undefined> {
    const self = this.#context.keys.self.account;
    const message = await this.#log.find(tx, conversation.id, id);
    if (message !== undefined) {
      // Only what the asker's account key could read when it was sent, and only its author answers another account.
      if (message.position < conversation.resendFrom) return undefined;
      if (message.author !== self && asker !== self) return undefined;
      if (message.outgoing && asker !== self) await this.#mindStaleRatchet(tx, message);
      return originalOf(message, await attachmentTable.get(tx, conversation.id, id));
    }
    const sent = await sentTable.get(tx, conversation.id, id);
    if (sent === undefined) {
      // Nothing to show for this id: whoever asks the author may take the placeholder away, unless another device of the
      // author has it.
      return asker === self || (await hasOtherDevices(tx, self))
        ? undefined
        : { id, author: self, sentAt: 0, content: { kind: "unknown" } };
    }
    if (sent.position < conversation.resendFrom) return undefined;
    const { id: _id, sentAt, from: _from, ...content } = decodePayload(sent.payload);
    return { id, author: self, sentAt, content };
  }

  /**
   * A message of the present epoch that its receiver could not read hints that this device's ratchet is a copy of an old
   * one, whose keys have been used already. A fresh epoch has fresh keys.
   */
  async #mindStaleRatchet(tx: Transaction, message: MessageRecord): Promise<void> {
    const { conversation } = message;
    // Until the server has said that it has it, the outbox knows.
    const waiting = message.sealedIn === undefined ? await this.#outbox.find(tx, message.id) : undefined;
    const sealedIn = message.sealedIn ?? (waiting && sealedInOf(waiting));
    const live = await liveGroupTable.get(tx, conversation);
    if (live === undefined || live.group !== sealedIn?.group) return;
    const state = await this.#states.load(tx, live.group);
    if (state === undefined || Number(state.epoch) !== sealedIn.epoch) return;
    const now = this.#context.clock();
    const last = this.#rejoinedAt.get(conversation) ?? Number.NEGATIVE_INFINITY;
    if (now - last < REJOIN_EVERY_MS) return;
    this.#rejoinedAt.set(conversation, now);
    await this.#groups.suspect(tx, conversation, true);
  }

  #spend(conversation: string): boolean {
    const now = this.#context.clock();
    const spent = this.#spent.get(conversation);
    if (spent === undefined || now - spent.since > HOUR_MS) {
      this.#spent.set(conversation, { since: now, count: 1 });
      return true;
    }
    spent.count++;
    return spent.count <= HOURLY;
  }
}

async function hasOtherDevices(tx: Transaction, account: string): Promise<boolean> {
  const pin = await pinTable.get(tx, account);
  return pin !== undefined && (await decodeDeviceList(pin.entry)).devices.length > 1;
}

function originalOf(
  message: MessageRecord,
  attachment: AttachmentRecord | undefined,
): OriginalMessage | undefined {
  const { id, author, sentAt, body, replyTo } = message;
  if (body.kind === "deleted") return { id, author, sentAt, content: { kind: "delete", target: id } };
  const content = contentOf(body, reachOf(attachment));
  if (content === undefined) return undefined;
  return { id, author, sentAt, content: { ...content, ...(replyTo === undefined ? {} : { replyTo }) } };
}
