import {
  type ConversationId,
  chatState,
  conversationAddress,
  isDirectConversationId,
  message,
} from "@culver/protocol";
import type { Context } from "../core/context.ts";
import { contactTable } from "../records/contact-record.ts";
import { settingsOf } from "../settings/settings-row.ts";
import { isSmsConversation } from "../sms/sms-conversation-id.ts";

/** Milliseconds after which somebody who said nothing more is not typing any more. */
const FORGET_MS = 6_000;
/** Milliseconds between two stanzas that say the same. */
const REPEAT_MS = 3_000;

/** Typing (XEP-0085): not stored, not counted on. Reciprocal: who sends none sees none. */
export class Typing {
  readonly #context: Context;
  readonly #others = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #own = new Map<string, number>();

  constructor(context: Context) {
    this.#context = context;
  }

  async set(conversation: string, typing: boolean): Promise<void> {
    if (isSmsConversation(conversation)) return;
    const { clock, wire, keys, db } = this.#context;
    const last = this.#own.get(conversation);
    if (typing ? last !== undefined && clock() - last < REPEAT_MS : last === undefined) return;
    if (!(await settingsOf(db)).typing) return;
    if (typing) this.#own.set(conversation, clock());
    else this.#own.delete(conversation);
    const id = conversation as ConversationId;
    const type = isDirectConversationId(conversation) ? "chat" : "groupchat";
    const payload = [chatState(typing ? "composing" : "paused")];
    wire.send(message({ type, to: conversationAddress(id, keys.self.domain), payload }));
  }

  takeIn(conversation: string, account: string, composing: boolean): void {
    void this.#allowed(account).then((allowed) => {
      if (!allowed) return;
      if (composing) this.#start(conversation, account);
      else this.stopped(conversation, account);
    });
  }

  /** Also when a message of theirs has come: that is what they typed. */
  stopped(conversation: string, account: string): void {
    const key = `${conversation}/${account}`;
    const timer = this.#others.get(key);
    if (timer === undefined) return;
    clearTimeout(timer);
    this.#others.delete(key);
    this.#context.changes.emit({ type: "typing", conversation, account, typing: false });
  }

  stop(): void {
    for (const timer of this.#others.values()) clearTimeout(timer);
    this.#others.clear();
    this.#own.clear();
  }

  /** A message of one's own ends one's typing without saying so. */
  sent(conversation: string): void {
    this.#own.delete(conversation);
  }

  #start(conversation: string, account: string): void {
    const key = `${conversation}/${account}`;
    const known = this.#others.get(key);
    clearTimeout(known);
    this.#others.set(
      key,
      setTimeout(() => this.stopped(conversation, account), FORGET_MS),
    );
    if (known === undefined)
      this.#context.changes.emit({ type: "typing", conversation, account, typing: true });
  }

  async #allowed(account: string): Promise<boolean> {
    if (account === this.#context.keys.self.account) return false;
    const contact = await contactTable.get(this.#context.db, account);
    return contact?.blocked !== true && (await settingsOf(this.#context.db)).typing;
  }
}
