import { type Database, placeholders, type Row } from "@culver/storage";
import type { SmsPurpose } from "../gateway/message.ts";
import { receiptWords } from "../receipts/words.ts";
import type { Vault } from "../vault/vault.ts";
import { decodeContent, type MessageContent } from "./content.ts";
import { type EventRow, eventOf } from "./events.ts";
import { applyEvent, newProgress } from "./progress.ts";
import type { QueuedMessage } from "./queued-message.ts";

/** A message's row. */
export interface MessageRow extends Row {
  readonly seq: number;
  readonly id: string;
  readonly purpose: SmsPurpose;
  readonly created_at: number;
  readonly valid_until: number;
  readonly phone_hash: Uint8Array;
  readonly key_id: number | null;
  readonly content: Uint8Array | null;
  readonly finished_at: number | null;
  readonly outcome: string | null;
}

/** A place in the order of what is due. */
export interface DuePlace {
  readonly due: number;
  readonly seq: number;
}

/** What was found of messages that were asked for. */
export interface Loaded {
  readonly messages: QueuedMessage[];
  /** Whose content does not open any more. */
  readonly damaged: readonly MessageRow[];
}

/** Longest list of one query. */
const PAGE = 256;
const ROW =
  "seq, id, purpose, created_at, valid_until, phone_hash, key_id, content, finished_at, outcome FROM sms_messages";

/** Reads messages from disk. */
export class MessageStore {
  readonly #database: Database;
  readonly #vault: Vault;

  constructor(database: Database, vault: Vault) {
    this.#database = database;
    this.#vault = vault;
  }

  /** The highest number given so far, in a table. */
  async last(table: "sms_messages" | "sms_statuses" | "sms_parked_receipts"): Promise<number> {
    const column = table === "sms_messages" ? "seq" : "n";
    const rows = await this.#database.query<{ last: number | null }>(
      `SELECT MAX(${column}) AS last FROM ${table}`,
    );
    return rows[0]?.last ?? 0;
  }

  async unfinished(): Promise<number> {
    const rows = await this.#database.query<{ count: number }>(
      "SELECT COUNT(*) AS count FROM sms_messages WHERE due_at IS NOT NULL",
    );
    return rows[0]?.count ?? 0;
  }

  /** The next messages that are due, behind `after`. */
  async due(now: number, after: DuePlace, limit: number): Promise<readonly DuePlace[]> {
    return this.#database.query<{ due: number; seq: number }>(
      `SELECT due_at AS due, seq FROM sms_messages
       WHERE due_at IS NOT NULL AND due_at <= ? AND (due_at > ? OR (due_at = ? AND seq > ?))
       ORDER BY due_at, seq LIMIT ?`,
      [now, after.due, after.due, after.seq, limit],
    );
  }

  /** Unfinished messages with these numbers, with all that happened to them. Others are left out. */
  async load(seqs: readonly number[]): Promise<Loaded> {
    const messages: QueuedMessage[] = [];
    const damaged: MessageRow[] = [];
    for (let start = 0; start < seqs.length; start += PAGE) {
      const page = await this.#page(seqs.slice(start, start + PAGE));
      messages.push(...page.messages);
      damaged.push(...page.damaged);
    }
    return { messages, damaged };
  }

  async row(id: string): Promise<MessageRow | undefined> {
    const rows = await this.#database.query<MessageRow>(`SELECT ${ROW} WHERE id = ?`, [id]);
    return rows[0];
  }

  async rows(seqs: readonly number[]): Promise<readonly MessageRow[]> {
    if (seqs.length === 0) return [];
    return this.#database.query<MessageRow>(
      `SELECT ${ROW} WHERE seq IN (${placeholders(seqs.length)}) ORDER BY seq DESC`,
      seqs,
    );
  }

  /** Newest first. */
  async rowsOfPhone(phoneHash: Uint8Array, limit: number): Promise<readonly MessageRow[]> {
    return this.#database.query<MessageRow>(`SELECT ${ROW} WHERE phone_hash = ? ORDER BY seq DESC LIMIT ?`, [
      phoneHash,
      limit,
    ]);
  }

  /** Numbers of unfinished messages to a phone, newest first. */
  async unfinishedOf(phoneHash: Uint8Array, limit: number): Promise<readonly number[]> {
    const rows = await this.#database.query<{ seq: number }>(
      `SELECT seq FROM sms_messages WHERE phone_hash = ? AND finished_at IS NULL ORDER BY seq DESC LIMIT ?`,
      [phoneHash, limit],
    );
    return rows.map(({ seq }) => seq);
  }

  /** Which parts of which unfinished messages a carrier answered with one of these ids. */
  async answered(
    carrier: string,
    answers: readonly string[],
    limit: number,
  ): Promise<readonly { readonly message: number; readonly part: number }[]> {
    if (answers.length === 0) return [];
    return this.#database.query(
      `SELECT message, part FROM sms_answers
       WHERE carrier = ? AND answer IN (${placeholders(answers.length)}) LIMIT ?`,
      [carrier, ...answers, limit],
    );
  }

  async events(seqs: readonly number[]): Promise<readonly EventRow[]> {
    if (seqs.length === 0) return [];
    return this.#database.query<EventRow>(
      `SELECT message, n, at, kind, carrier, part, code, detail FROM sms_events
       WHERE message IN (${placeholders(seqs.length)}) ORDER BY message, n`,
      seqs,
    );
  }

  async #page(seqs: readonly number[]): Promise<Loaded> {
    const list = [...seqs];
    // Few lengths, so that statements are prepared once.
    while (list.length < PAGE && list.length > 1) list.push(seqs[0] ?? 0);
    const rows = (await this.rows(list)).filter(({ content }) => content !== null);
    const messages = new Map<number, QueuedMessage>();
    const damaged: MessageRow[] = [];
    for (const row of rows) {
      const message = this.#message(row);
      if (message) messages.set(row.seq, message);
      else damaged.push(row);
    }
    for (const row of await this.events(list)) {
      const message = messages.get(row.message);
      const event = eventOf(row);
      if (!message) continue;
      message.nextEvent = row.n + 1;
      if (event) applyEvent(message.progress, event, row.at, receiptWords);
    }
    return { messages: [...messages.values()].reverse(), damaged };
  }

  #message(row: MessageRow): QueuedMessage | undefined {
    const { seq, id, purpose } = row;
    const content = this.#content(row);
    return (
      content && {
        seq,
        id,
        purpose,
        createdAt: row.created_at,
        validUntil: row.valid_until,
        phoneHash: row.phone_hash,
        content,
        progress: newProgress(),
        nextEvent: 1,
        stage: "routing",
        carrier: undefined,
        why: "",
        dueAt: 0,
        timer: undefined,
        encoded: undefined,
      }
    );
  }

  #content({ id, key_id, content }: MessageRow): MessageContent | undefined {
    const octets = this.#vault.openIf(key_id ?? 0, content ?? new Uint8Array(0), id);
    return octets && decodeContent(octets);
  }
}
