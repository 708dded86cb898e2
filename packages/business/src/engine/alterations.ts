import type { CulverClient, Message } from "@culver/client";
import { placeholders } from "@culver/storage";
import { contentJson, type IncomingContent } from "../events/index.ts";
import { newMessageId } from "../graph/index.ts";
import type { StoredMessage } from "../model/index.ts";
import { incomingIdOf, outgoingIdOf } from "./ids.ts";
import type { Alteration } from "./intake.ts";
import { Lru } from "./lru.ts";
import { MESSAGE_COLUMNS, type MessageRow } from "./message-row.ts";
import type { Settings } from "./options.ts";

/** What a crash may have hidden is looked for in conversations of the last days, the newest messages of each. */
const LOOK_BACK_MS = 7 * 24 * 3_600_000;
const MOST_CONVERSATIONS = 2_000;
const MOST_MESSAGES = 50;
const CACHED = 100_000;

type Reactions = StoredMessage["reactions"];

/** What customers do to messages that are there already: reactions, edits, deletions. */
export class Alterations {
  readonly #settings: Settings;
  readonly #number: string;
  readonly #client: CulverClient;
  /** Stanzas of the business's messages that have, or had, a reaction. */
  readonly #reacted = new Lru<true>(CACHED);

  constructor(settings: Settings, number: string, client: CulverClient) {
    this.#settings = settings;
    this.#number = number;
    this.#client = client;
  }

  /** Whether a change of a message may be more than a step of its status. */
  mayMatter(message: Message): boolean {
    if (!message.outgoing) return message.body.kind !== "undecryptable";
    if (message.reactions.length > 0) this.#reacted.set(message.id, true);
    return this.#reacted.get(message.id) !== undefined;
  }

  async row(number: string, message: Message): Promise<MessageRow | undefined> {
    const id = rowId(number, message);
    if (id === undefined) return undefined;
    const [row] = await this.#settings.database.query<MessageRow>(
      `SELECT ${MESSAGE_COLUMNS} FROM business_messages WHERE id = ?`,
      [id],
    );
    return row;
  }

  /** How a message differs from what is kept of it. */
  of(row: MessageRow, message: Message): readonly Alteration[] {
    const at = this.#settings.now();
    return [reactionsOf(row, message, at), textOf(row, message, at)].filter((one) => one !== undefined);
  }

  /** Messages that differ from what is kept: changed while nobody looked. */
  async missed(): Promise<ReadonlyMap<string, readonly Message[]>> {
    const found = new Map<string, readonly Message[]>();
    const since = this.#settings.now() - LOOK_BACK_MS;
    const conversations = (await this.#client.conversations())
      .filter(({ kind, activeAt }) => kind === "direct" && activeAt >= since)
      .slice(0, MOST_CONVERSATIONS);
    for (const { id } of conversations) {
      const messages = await this.#client.messages(id, { limit: MOST_MESSAGES });
      const differing = await this.#differing(messages);
      if (differing.length > 0) found.set(id, differing);
    }
    const waiting = await this.#settings.database.query<{ conversation: string; stanza: string }>(
      "SELECT conversation, stanza FROM business_unread WHERE number = ?",
      [this.#number],
    );
    for (const { conversation, stanza } of waiting) {
      const message = await this.#client.message(conversation, stanza);
      if (message === undefined || message.body.kind === "undecryptable") continue;
      found.set(conversation, [...(found.get(conversation) ?? []), message]);
    }
    return found;
  }

  async #differing(messages: readonly Message[]): Promise<readonly Message[]> {
    const ids = new Map(
      messages.flatMap((message) => {
        const id = rowId(this.#number, message);
        return id === undefined ? [] : [[id, message] as const];
      }),
    );
    if (ids.size === 0) return [];
    const rows = await this.#settings.database.query<MessageRow>(
      `SELECT ${MESSAGE_COLUMNS} FROM business_messages WHERE id IN (${placeholders(ids.size)})`,
      [...ids.keys()],
    );
    const found: Message[] = [];
    for (const row of rows) {
      const message = ids.get(row.id);
      if (message === undefined) continue;
      if (message.outgoing && row.reactions !== "[]") this.#reacted.set(message.id, true);
      if (this.of(row, message).length > 0) found.push(message);
    }
    return found;
  }
}

const rowId = (number: string, { outgoing, id, conversation }: Message): string | undefined =>
  outgoing ? outgoingIdOf(id) : incomingIdOf(number, conversation, id);

function reactionsOf(row: MessageRow, message: Message, at: number): Alteration | undefined {
  const self = message.outgoing ? message.author : undefined;
  const before = JSON.parse(row.reactions) as Reactions;
  const now: Reactions = message.reactions.flatMap(({ emoji, authors }) =>
    authors.map((author) => ({ by: isBusiness(message, author, self) ? "business" : "customer", emoji })),
  );
  const customer = (list: Reactions) => list.find(({ by }) => by === "customer")?.emoji;
  const [was, is] = [customer(before), customer(now)];
  if (JSON.stringify(before) === JSON.stringify(now)) return undefined;
  const reaction: IncomingContent = { type: "reaction", messageId: row.id, emoji: is };
  return {
    message: row.id,
    set: { reactions: JSON.stringify(now) },
    events: was === is ? [] : [{ id: newMessageId(), at, json: contentJson(reaction) }],
  };
}

/** In a chat of two: who is not the author of a message is the other. */
function isBusiness(message: Message, author: string, self: string | undefined): boolean {
  return self === undefined ? author !== message.author : author === self;
}

function textOf(row: MessageRow, message: Message, at: number): Alteration | undefined {
  if (row.direction !== "in" || row.is_revoked === 1) return undefined;
  const original = { original_message_id: row.id };
  if (message.body.kind === "deleted") {
    const json = { type: "revoke", revoke: original };
    return { message: row.id, set: { is_revoked: 1 }, events: [{ id: newMessageId(), at, json }] };
  }
  if (message.body.kind !== "text" || message.editedAt === undefined) return undefined;
  const before = JSON.parse(row.content) as IncomingContent;
  if (before.type !== "text" || before.body === message.body.text) return undefined;
  const content: IncomingContent = { type: "text", body: message.body.text };
  const context = row.quotes === null ? {} : { context: { id: row.quotes } };
  const json = { type: "edit", edit: { ...original, message: { ...context, ...contentJson(content) } } };
  return {
    message: row.id,
    set: { content: JSON.stringify(content), is_edited: 1 },
    events: [{ id: newMessageId(), at, json }],
  };
}
