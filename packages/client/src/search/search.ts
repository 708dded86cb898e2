import type { Contact, Conversation, Message, SearchResult } from "../api.ts";
import type { ContactBook } from "../contacts/contact-book.ts";
import { wordsOf } from "../conversations/body-words.ts";
import type { Conversations } from "../conversations/conversations.ts";
import { messageView } from "../conversations/message-view.ts";
import { messageTable } from "../records/message-record.ts";
import type { Database } from "../store/database.ts";
import { fold, matches } from "./fold.ts";

const DEFAULT_LIMIT = 50;
/** Messages looked at, newest first: an index of words would put message text where rows are found by key. */
const MOST_SCANNED = 20_000;
const PAGE = 500;

/** Finds chats, people and messages on this device. */
export class Search {
  readonly #db: Database;
  readonly #conversations: Conversations;
  readonly #contacts: ContactBook;

  constructor(db: Database, conversations: Conversations, contacts: ContactBook) {
    this.#db = db;
    this.#conversations = conversations;
    this.#contacts = contacts;
  }

  async run(text: string, options: { conversation?: string; limit?: number } = {}): Promise<SearchResult> {
    const query = fold(text).trim();
    if (query === "") return { conversations: [], contacts: [], messages: [] };
    const limit = options.limit ?? DEFAULT_LIMIT;
    const all = await this.#conversations.list();
    const where =
      options.conversation === undefined ? all : all.filter(({ id }) => id === options.conversation);
    const messages = await this.#messages(where, query, limit);
    if (options.conversation !== undefined) return { conversations: [], contacts: [], messages };
    const conversations = all.filter((c) => matchesConversation(c, query)).slice(0, limit);
    const shown = new Set(conversations.map((c) => c.peer?.account));
    const contacts = (await this.#contacts.all())
      .filter((contact) => !shown.has(contact.account) && matchesContact(contact, query))
      .slice(0, limit);
    return { conversations, contacts, messages };
  }

  async #messages(where: readonly Conversation[], query: string, limit: number): Promise<Message[]> {
    const found: Message[] = [];
    let scanned = 0;
    for (const { id } of where) {
      let to: string | undefined;
      while (found.length < limit && scanned < MOST_SCANNED) {
        const rows = await messageTable.list(this.#db, [id], {
          limit: PAGE,
          reverse: true,
          ...(to === undefined ? {} : { to }),
        });
        scanned += rows.length;
        for (const { row } of rows) if (matches(fold(wordsOf(row.body)), query)) found.push(messageView(row));
        to = rows.at(-1)?.key;
        if (rows.length < PAGE) break;
      }
    }
    return found.sort((a, b) => b.at - a.at).slice(0, limit);
  }
}

function matchesConversation(conversation: Conversation, query: string): boolean {
  if (matches(fold(conversation.title), query)) return true;
  const { peer, sms } = conversation;
  if (sms !== undefined) return matchesNumber(sms.number, query);
  return peer !== undefined && matchesContact(peer, query);
}

function matchesContact(contact: Contact, query: string): boolean {
  const names = [contact.name, contact.profileName].filter((name) => name !== undefined);
  if (names.some((name) => matches(fold(name), query))) return true;
  return contact.number !== undefined && matchesNumber(contact.number, query);
}

function matchesNumber(number: string, query: string): boolean {
  const digits = query.replace(/[\s()+.-]/g, "");
  return /^[0-9]{2,}$/.test(digits) && number.includes(digits.replace(/^0+/, ""));
}
