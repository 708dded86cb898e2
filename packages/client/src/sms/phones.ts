import { CryptoError } from "@culver/crypto";
import type { Conversation } from "../api.ts";
import { normaliseNumber } from "../contacts/numbers.ts";
import { conversationView } from "../conversations/conversation-view.ts";
import type { MessageLog } from "../conversations/message-log.ts";
import type { Context } from "../core/context.ts";
import { ClientError, ConnectionLostError } from "../errors.ts";
import { conversationTable } from "../records/conversation-record.ts";
import type { GatewayKey } from "./gateway-key.ts";
import type { JoinedPhones } from "./joined-phones.ts";
import { changePhone, requireSmsConversation } from "./require-sms-conversation.ts";
import { isSmsConversation, smsConversationId } from "./sms-conversation-id.ts";
import { smsUnavailable } from "./sms-errors.ts";

/** Chats with phones that are not on Culver. */
export class Phones {
  readonly #context: Context;
  readonly #log: MessageLog;
  readonly #key: GatewayKey;
  readonly #joined: JoinedPhones;

  constructor(context: Context, log: MessageLog, key: GatewayKey, joined: JoinedPhones) {
    this.#context = context;
    this.#log = log;
    this.#key = key;
    this.#joined = joined;
  }

  /** Throws ClientError `invalid_number`, `own_account`, `sms_unavailable`, StanzaError, ConnectionLostError. */
  async open(typed: string): Promise<Conversation> {
    const number = normaliseNumber(typed);
    if (number === undefined)
      throw new ClientError("invalid_number", "This is not a phone number with its country code.");
    if (number === this.#context.keys.self.number)
      throw new ClientError("own_account", "This is your own number.");
    const id = smsConversationId(number);
    const known = await conversationTable.get(this.#context.db, id);
    if (known === undefined || known.deleted) await this.#requireSms();
    await this.#context.db.transact((tx) => requireSmsConversation(this.#context, this.#log, tx, number));
    await this.#askWhoJoined(number);
    const record = await conversationTable.get(this.#context.db, id);
    if (record === undefined) throw new ClientError("unknown_conversation", "This chat does not exist.");
    return conversationView(this.#context.db, record);
  }

  async setName(id: string, name: string): Promise<void> {
    if (!isSmsConversation(id) || !(await conversationTable.has(this.#context.db, id)))
      throw new ClientError("unknown_conversation", "This chat does not exist.");
    const trimmed = name.trim().slice(0, 100);
    await this.#context.db.transact((tx) =>
      changePhone(this.#context, tx, id, ({ name: _name, ...phone }) =>
        trimmed === "" ? phone : { ...phone, name: trimmed },
      ),
    );
  }

  /** Without a connection, what the server said last holds: the text waits in the outbox. */
  async #requireSms(): Promise<void> {
    try {
      await this.#key.current();
    } catch (error) {
      if (!(error instanceof ConnectionLostError)) throw error;
      const known = await this.#key.known();
      if (known === false) throw smsUnavailable();
      if (known === undefined) throw error;
    }
  }

  async #askWhoJoined(number: string): Promise<void> {
    try {
      await this.#joined.ask([number]);
    } catch (error) {
      // Offline, or looked up too often: the chat opens all the same, and the next daily look tells.
      if (error instanceof CryptoError || error instanceof TypeError) throw error;
      this.#context.log("joined.unasked");
    }
  }
}
