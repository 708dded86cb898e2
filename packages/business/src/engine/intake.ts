import type { Transaction } from "@culver/storage";
import {
  contactOf,
  type IncomingContent,
  type MessageContext,
  messageValue,
  timestampOf,
} from "../events/index.ts";
import type { BusinessNumber, Channel } from "../model/index.ts";
import { GroupCommit } from "./group-commit.ts";
import { inList } from "./in-list.ts";
import type { Live } from "./live.ts";
import {
  MESSAGE_COLUMNS,
  type MessageRow,
  type NewMessageRow,
  newColumns,
  newValues,
} from "./message-row.ts";
import { metadataFor } from "./metadata.ts";
import { logFault, type Settings } from "./options.ts";
import { preferenceValue } from "./preference.ts";
import { customerOf, type ThreadRow } from "./thread-row.ts";
import { type ThreadChanges, type Threads, writeThread } from "./threads.ts";

/** A customer's message, ready to be kept. */
export interface Incoming {
  readonly row: NewMessageRow;
  readonly content: IncomingContent;
  readonly context: MessageContext | undefined;
}

/** What a customer has done to a message that is kept. */
export interface Alteration {
  readonly message: string;
  readonly set: Partial<Pick<MessageRow, "content" | "is_edited" | "is_revoked" | "reactions">>;
  /** What webhooks are told, each under an id of its own. */
  readonly events: readonly { readonly id: string; readonly at: number; readonly json: object }[];
}

/** What is taken in of one conversation by one commit. */
export interface Taken {
  readonly number: BusinessNumber;
  readonly conversation: string;
  readonly thread: ThreadRow | undefined;
  readonly channel: Channel;
  readonly messages: readonly Incoming[];
  readonly alterations?: readonly Alteration[];
  /** Up to here the conversation has been taken in. */
  readonly position?: number | undefined;
  /** Stanzas that cannot be read yet. */
  readonly unread?: readonly string[];
  /** The phone has said STOP, or START after it. */
  readonly optedOut?: boolean | undefined;
}

/** Keeps what customers write, and tells webhooks, in one transaction with how far it has come. */
export class Intake {
  readonly #settings: Settings;
  readonly #live: Live;
  readonly #threads: Threads;
  readonly #commits: GroupCommit<Taken>;
  /** Told of each message that is new. */
  onNew: (row: MessageRow) => void = () => undefined;

  constructor(settings: Settings, threads: Threads, live: Live) {
    this.#settings = settings;
    this.#threads = threads;
    this.#live = live;
    this.#commits = new GroupCommit(settings.database, (tx, items) => this.#write(tx, items), {
      most: 200,
      onFault: logFault(settings),
    });
  }

  add(taken: Taken): Promise<void> {
    return this.#commits.add(taken);
  }

  idle(): Promise<void> {
    return this.#commits.idle();
  }

  async #write(tx: Transaction, items: readonly Taken[]): Promise<() => void> {
    await tx.lock("business-messages");
    const after: (() => void)[] = [];
    const isNew = await insertNew(tx, items, (thread) => this.#threads.current(thread));
    for (const item of items) {
      if (item.thread !== undefined) after.push(...(await this.#writeThread(tx, item, item.thread, isNew)));
      for (const alteration of item.alterations ?? []) await this.#alter(tx, item, alteration);
    }
    await this.#announce(tx, items, isNew);
    await writeCursors(tx, items);
    await writeUnread(tx, items, this.#settings.now());
    after.push(...(await this.#shown(tx, items, isNew)));
    return () => {
      this.#settings.announcer.wake();
      for (const run of after) run();
    };
  }

  async #writeThread(
    tx: Transaction,
    { messages, channel, optedOut }: Taken,
    thread: ThreadRow,
    isNew: ReadonlySet<string>,
  ): Promise<(() => void)[]> {
    const newest = Math.max(0, ...messages.flatMap(({ row }) => (isNew.has(row.id) ? [row.at] : [])));
    const changes: ThreadChanges = {
      ...(newest > (thread.last_inbound_at ?? 0) && { last_inbound_at: newest, channel }),
      ...(optedOut !== undefined && { is_opted_out: optedOut ? 1 : 0 }),
    };
    if (Object.keys(changes).length === 0) return [];
    const id = this.#threads.current(thread.id);
    await writeThread(tx, id, changes);
    return [() => void this.#threads.changed(id, changes)];
  }

  async #alter(tx: Transaction, item: Taken, { message, set, events }: Alteration): Promise<void> {
    const columns = Object.entries(set);
    await tx.execute(
      `UPDATE business_messages SET ${columns.map(([column]) => `${column} = ?`).join(", ")} WHERE id = ?`,
      [...columns.map(([, value]) => value ?? null), message],
    );
    for (const { id, at, json } of events) await this.#tell(tx, item, { id, at, json });
  }

  async #announce(tx: Transaction, items: readonly Taken[], isNew: ReadonlySet<string>): Promise<void> {
    const { announcer, now } = this.#settings;
    for (const item of items) {
      const { number, thread, messages, optedOut } = item;
      if (thread === undefined) continue;
      const target = { business: number.business, number: number.id, thread: thread.id };
      const metadata = metadataFor(number);
      const from = customerOf(thread);
      for (const { row, content, context } of messages) {
        if (!isNew.has(row.id)) continue;
        const value = messageValue(metadata, { id: row.id, from, at: row.at, content, context });
        await announcer.announce(tx, { ...target, field: "messages", value });
      }
      if (optedOut === undefined) continue;
      const value = preferenceValue(metadata, from, optedOut, now());
      await announcer.announce(tx, { ...target, field: "user_preferences", value });
    }
  }

  /** An event that is about another message. */
  async #tell(
    tx: Transaction,
    { number, thread }: Taken,
    { id, at, json }: Alteration["events"][number],
  ): Promise<void> {
    if (thread === undefined) return;
    const from = customerOf(thread);
    const value = {
      messaging_product: "whatsapp",
      metadata: metadataFor(number),
      contacts: [contactOf(from)],
      messages: [
        {
          ...(from.waId !== undefined && { from: from.waId }),
          ...(from.userId !== undefined && { from_user_id: from.userId }),
          id,
          timestamp: timestampOf(at),
          ...json,
        },
      ],
    };
    const { business, id: phone } = number;
    const event = { business, number: phone, field: "messages", value, thread: thread.id };
    await this.#settings.announcer.announce(tx, event);
  }

  /** What pages and automatic replies are told when it is committed. */
  async #shown(
    tx: Transaction,
    items: readonly Taken[],
    isNew: ReadonlySet<string>,
  ): Promise<(() => void)[]> {
    const altered = items.flatMap(({ alterations = [] }) => alterations.map(({ message }) => message));
    const ids = [...isNew, ...altered];
    if (ids.length === 0) return [];
    const { list, values } = inList(ids);
    const rows = await tx.query<MessageRow>(
      `SELECT ${MESSAGE_COLUMNS} FROM business_messages WHERE id IN (${list}) ORDER BY seq`,
      values,
    );
    return rows.map((row) => () => {
      this.#live.message(row, isNew.has(row.id));
      if (isNew.has(row.id)) this.onNew(row);
    });
  }
}

/** Each message once, however often it is taken in; gives those that were not there. */
async function insertNew(
  tx: Transaction,
  items: readonly Taken[],
  current: (thread: string) => string,
): Promise<ReadonlySet<string>> {
  const rows = items.flatMap(({ messages }) =>
    messages.map(({ row }) => ({ ...row, thread: current(row.thread) })),
  );
  if (rows.length === 0) return new Set();
  const isNew = await tx.insertNew("business_messages", newColumns, rows.map(newValues), ["id"]);
  return new Set(rows.flatMap(({ id }, index) => (isNew[index] ? [id] : [])));
}

async function writeCursors(tx: Transaction, items: readonly Taken[]): Promise<void> {
  const cursors = new Map<string, readonly [string, string, number]>();
  for (const { number, conversation, position } of items) {
    if (position !== undefined)
      cursors.set(`${number.id}/${conversation}`, [number.id, conversation, position]);
  }
  if (cursors.size === 0) return;
  const rows = [...cursors.values()];
  await tx.deleteMany(
    "business_cursors",
    ["number", "conversation"],
    rows.map(([number, conversation]) => [number, conversation]),
  );
  await tx.insertMany("business_cursors", ["number", "conversation", "position"], rows);
}

async function writeUnread(tx: Transaction, items: readonly Taken[], now: number): Promise<void> {
  const columns = ["number", "conversation", "stanza", "at"];
  const rows = items.flatMap(({ number, conversation, unread = [] }) =>
    unread.map((stanza) => [number.id, conversation, stanza, now]),
  );
  if (rows.length > 0) await tx.insertMany("business_unread", columns, rows, { onConflict: "ignore" });
  const read = items.flatMap(({ number, messages }) =>
    messages.map(({ row }) => [number.id, row.conversation, row.stanza]),
  );
  if (read.length > 0) await tx.deleteMany("business_unread", ["number", "conversation", "stanza"], read);
}
