import { noteAttachment } from "../attachments/note-attachment.ts";
import { noteAnswered, noteEarlierAnswers } from "../conversations/answered.ts";
import { bodyOf, fileOf, isMessageContent } from "../conversations/body-content.ts";
import { requireConversation } from "../conversations/conversation-rows.ts";
import type { MessageLog } from "../conversations/message-log.ts";
import { appendNotice } from "../conversations/notices.ts";
import type { Context } from "../core/context.ts";
import type { GroupStates } from "../groups/group-states.ts";
import type { UsableGroups } from "../groups/usable-group.ts";
import type { ResendAnswers } from "../healing/answer-request.ts";
import type { MissingMessages } from "../healing/missing-messages.ts";
import type { MessageContent, OriginalMessage, Payload, PayloadHead } from "../payload/payload.ts";
import type { OwedReceipts } from "../receipts/owed-receipts.ts";
import { contactTable } from "../records/contact-record.ts";
import { type ConversationRecord, conversationTable } from "../records/conversation-record.ts";
import { liveGroupTable, missingTable } from "../records/group-record.ts";
import { seenTable } from "../records/message-record.ts";
import type { Transaction } from "../store/transaction.ts";
import type { IncomingMessage } from "./incoming.ts";
import { learnCompact } from "./learn-compact.ts";
import { learnProfile } from "./learn-profile.ts";
import { openMessage } from "./open-message.ts";
import { applyOperation, withEarlyOperations } from "./operations.ts";

export interface IntakeParts {
  readonly states: GroupStates;
  readonly groups: UsableGroups;
  readonly log: MessageLog;
  readonly owed: OwedReceipts;
  readonly missing: MissingMessages;
  readonly answers: ResendAnswers;
  /** Another device of the account has made this (or a third) device's credential anew. */
  readonly onCredential: (tx: Transaction, credential: Uint8Array) => void;
  /** A peer claims a number that the directory has not confirmed. */
  readonly onClaimedNumber: (account: string) => void;
}

/** Takes messages in: plaintext, ratchet and id in one transaction, ids checked before anything is decrypted. */
export class MessageIntake {
  readonly #context: Context;
  readonly #parts: IntakeParts;

  constructor(context: Context, parts: IntakeParts) {
    this.#context = context;
    this.#parts = parts;
  }

  async takeIn(tx: Transaction, message: IncomingMessage): Promise<void> {
    const { account, device, id } = message;
    if (await seenTable.has(tx, account, device, id)) return;
    const conversation = await requireConversation(this.#context, tx, message.conversation);
    if (conversation === undefined) return;
    const opened = await openMessage(this.#context, tx, this.#parts.states, message);
    seenTable.put(tx, [account, device, id], this.#context.clock());
    if (opened.outcome === "forged") return;
    if ((await contactTable.get(tx, account))?.blocked) return;
    if (opened.outcome === "read") return this.#apply(tx, message, opened.payload);
    await this.#parts.missing.note(tx, { ...message, author: account });
    await this.#suspectIfBehind(tx, message);
  }

  /**
   * A message that has come ahead of the stream. False when it cannot be read as it is: then the caller writes nothing of it,
   * its ratchet step included, and the stream's copy is taken in as if this one had never come.
   */
  async takeInEarly(tx: Transaction, message: IncomingMessage): Promise<boolean> {
    const { account, device, id } = message;
    if (await seenTable.has(tx, account, device, id)) return true;
    const opened = await openMessage(this.#context, tx, this.#parts.states, message);
    if (opened.outcome !== "read") return false;
    if ((await requireConversation(this.#context, tx, message.conversation)) === undefined) return false;
    seenTable.put(tx, [account, device, id], this.#context.clock());
    if (!(await contactTable.get(tx, account))?.blocked) await this.#apply(tx, message, opened.payload);
    return true;
  }

  /** Only a group this device lacks, or an epoch ahead of its own, says that its state is not the conversation's. */
  async #suspectIfBehind(tx: Transaction, message: IncomingMessage): Promise<void> {
    const live = await liveGroupTable.get(tx, message.conversation);
    const state = live === undefined ? undefined : await this.#parts.states.load(tx, live.group);
    if (live?.group === message.mls.group && Number(state?.epoch ?? 0) >= message.mls.epoch) return;
    await this.#parts.groups.suspect(tx, message.conversation, false);
  }

  async #apply(tx: Transaction, message: IncomingMessage, payload: Payload): Promise<void> {
    const self = this.#context.keys.self.account;
    const author = message.account;
    if (author !== self) {
      await this.#noteAnswer(tx, message.conversation);
      await learnCompact(tx, author, payload);
      if (await learnProfile(this.#context, tx, author, payload.from))
        tx.afterCommit(() => this.#parts.onClaimedNumber(author));
    }
    switch (payload.kind) {
      case "text":
      case "attachment":
      case "place":
      case "contacts":
      case "interactive":
      case "choice":
        return this.#place(tx, message, payload);
      case "edit":
      case "delete":
      case "react":
        return applyOperation(this.#context, this.#parts.log, tx, message.conversation, {
          author,
          at: message.at,
          payload,
        });
      case "resend-request":
        return this.#answer(tx, message, payload.ids);
      case "resend":
        return this.#resent(tx, message, payload.original);
      case "credential":
        if (author === self) this.#parts.onCredential(tx, payload.credential);
        return;
      case "unknown":
    }
  }

  async #answer(tx: Transaction, message: IncomingMessage, ids: readonly string[]): Promise<void> {
    const conversation = await conversationTable.get(tx, message.conversation);
    if (conversation !== undefined) await this.#parts.answers.answer(tx, conversation, message.account, ids);
  }

  async #noteAnswer(tx: Transaction, id: string): Promise<void> {
    const conversation = await conversationTable.get(tx, id);
    if (conversation !== undefined && !conversation.answered)
      conversationTable.put(tx, [id], { ...conversation, answered: true });
  }

  /** Puts a message in its place, once. */
  async #place(
    tx: Transaction,
    message: IncomingMessage,
    content: MessageContent & PayloadHead,
  ): Promise<void> {
    const { log, owed } = this.#parts;
    const { id, account: author } = message;
    const { sentAt, replyTo } = content;
    const file = fileOf(content);
    if (file !== undefined) await noteAttachment(tx, message.conversation, id, file);
    const known = await log.find(tx, message.conversation, id);
    if (known !== undefined) return;
    const conversation = await this.#begun(tx, message.conversation);
    if (conversation === undefined) return;
    const outgoing = author === this.#context.keys.self.account;
    const placed = log.append(tx, conversation, {
      id,
      author,
      outgoing,
      at: message.at,
      status: outgoing ? "sent" : "received",
      body: bodyOf(content),
      ...(replyTo === undefined ? {} : { replyTo }),
      reactions: [],
      starred: false,
      sentAt,
    });
    await withEarlyOperations(this.#context, log, tx, placed.message);
    if (outgoing && content.kind === "choice" && replyTo !== undefined)
      await noteAnswered(log, tx, message.conversation, replyTo.id, content.choice.id);
    if (!outgoing) owed.owe(tx, message.conversation, author, id);
  }

  async #begun(tx: Transaction, id: string): Promise<ConversationRecord | undefined> {
    const conversation = await conversationTable.get(tx, id);
    if (conversation === undefined || conversation.nextPosition > 1) return conversation;
    return appendNotice(this.#context, this.#parts.log, tx, conversation, { type: "encrypted" });
  }

  /** A message that was missed: takes its placeholder's place. Only what was asked for, only from who may answer. */
  async #resent(tx: Transaction, message: IncomingMessage, original: OriginalMessage): Promise<void> {
    const { log, owed } = this.#parts;
    const self = this.#context.keys.self.account;
    const missing = await missingTable.get(tx, message.conversation, original.id);
    if (missing === undefined || missing.author !== original.author) return;
    if (message.account !== original.author && message.account !== self) return;
    missingTable.delete(tx, message.conversation, original.id);
    const placeholder = await log.find(tx, message.conversation, original.id);
    if (placeholder?.body.kind !== "undecryptable") return;
    const { content, author } = original;
    if (isMessageContent(content)) {
      const { replyTo } = content;
      const file = fileOf(content);
      if (file !== undefined) await noteAttachment(tx, message.conversation, original.id, file);
      const healed = {
        ...placeholder,
        body: bodyOf(content),
        ...(replyTo === undefined ? {} : { replyTo }),
        sentAt: original.sentAt,
      };
      await log.save(tx, healed);
      await withEarlyOperations(this.#context, log, tx, healed);
      await noteEarlierAnswers(log, tx, healed);
      if (author === self && content.kind === "choice" && replyTo !== undefined)
        await noteAnswered(log, tx, message.conversation, replyTo.id, content.choice.id);
    } else if (content.kind === "delete" && content.target === original.id) {
      await log.save(tx, { ...placeholder, body: { kind: "deleted" } });
    } else {
      await log.remove(tx, message.conversation, [original.id]);
      if (content.kind === "edit" || content.kind === "delete" || content.kind === "react") {
        const operation = {
          author,
          at: placeholder.at,
          payload: { ...content, id: original.id, sentAt: original.sentAt },
        };
        await applyOperation(this.#context, log, tx, message.conversation, operation);
      }
      return;
    }
    if (author !== self) owed.owe(tx, message.conversation, author, original.id);
  }
}
