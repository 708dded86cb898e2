import { isValidAccountId } from "@culver/protocol";
import type { Transaction } from "@culver/storage";
import { GraphError } from "../graph/index.ts";
import type { Recipient } from "../messages/index.ts";
import type { BusinessNumber, Outgoing, Thread } from "../model/index.ts";
import type { Files } from "./files.ts";
import { GroupCommit } from "./group-commit.ts";
import { canonicalId, newOutgoingId } from "./ids.ts";
import type { Live } from "./live.ts";
import {
  MESSAGE_COLUMNS,
  type MessageRow,
  type NewMessageRow,
  newColumns,
  newValues,
  WORK,
} from "./message-row.ts";
import { logFault, type Settings } from "./options.ts";
import type { SendRules } from "./send-rules.ts";
import type { Statuses } from "./statuses.ts";
import { type ThreadRow, threadOf } from "./thread-row.ts";
import type { CustomerKey, Threads } from "./threads.ts";
import { fileOf } from "./to-client.ts";

export interface SenderParts {
  readonly threads: Threads;
  readonly rules: SendRules;
  readonly statuses: Statuses;
  readonly files: Files;
  readonly live: Live;
  /** Something is to be given to a number's device. */
  readonly wake: (number: string) => void;
}

interface Accepted {
  readonly row: NewMessageRow;
  readonly thread: ThreadRow;
}

/** Under load messages wait so long for others to be committed with, milliseconds. */
const GATHER_BUSY_MS = 5;

/** Takes messages in: on disk when `send` resolves, many of them by one commit. */
export class Sender {
  readonly #settings: Settings;
  readonly #parts: SenderParts;
  readonly #commits: GroupCommit<Accepted>;

  constructor(settings: Settings, parts: SenderParts) {
    this.#settings = settings;
    this.#parts = parts;
    this.#commits = new GroupCommit(settings.database, (tx, items) => this.#write(tx, items), {
      busyDelayMs: GATHER_BUSY_MS,
      onFault: logFault(settings),
    });
  }

  idle(): Promise<void> {
    return this.#commits.idle();
  }

  /** @throws GraphError of section 6 */
  async send(message: Outgoing): Promise<{ readonly id: string; readonly thread: Thread }> {
    const { number, content } = message;
    if (this.#settings.devices.client(number.id) === undefined)
      throw new GraphError(number.status === "connected" ? 131016 : 133010);
    const thread = await this.#threadFor(message);
    const quotes = message.quotes === undefined ? undefined : await this.#quoted(thread, message.quotes);
    if (content.type === "reaction") await this.#quoted(thread, content.messageId);
    const file = fileOf(content);
    if (file?.media.source.kind === "id") await this.#parts.files.require(number.id, file.media.source.id);
    const { failure, isOutside } = this.#parts.rules.check(number, thread, message);
    const { id, stanza } = newOutgoingId();
    const kept =
      content.type === "reaction" ? { ...content, messageId: canonicalId(content.messageId) } : content;
    const row: NewMessageRow = {
      id,
      thread: thread.id,
      number: number.id,
      direction: "out",
      channel: message.channel ?? thread.channel,
      route: message.channel ?? null,
      at: this.#settings.now(),
      type: content.type,
      content: JSON.stringify(kept),
      author: JSON.stringify(message.by),
      quotes: quotes ?? null,
      callback_data: message.callbackData === undefined ? null : JSON.stringify(message.callbackData),
      status: failure === undefined ? "accepted" : "failed",
      error: failure === undefined ? null : JSON.stringify(failure),
      reactions: "[]",
      choices: null,
      stanza,
      conversation: null,
      is_edited: 0,
      is_revoked: 0,
      is_outside: isOutside ? 1 : 0,
      work: failure === undefined ? WORK.send : WORK.none,
    };
    await this.#commits.add({ row, thread });
    return { id, thread: threadOf(thread) };
  }

  async #threadFor({ number, to }: Outgoing): Promise<ThreadRow> {
    const { threads } = this.#parts;
    if (to.kind === "thread") {
      const row = await threads.get(to.thread);
      if (row === undefined || row.number !== number.id)
        throw new GraphError(100, { details: "There is no such thread." });
      return row;
    }
    return threads.require(number.id, customerKey(number, to), "app");
  }

  /** What a message quotes or reacts to is in the same thread. */
  async #quoted(thread: ThreadRow, id: string): Promise<string> {
    const wamid = canonicalId(id);
    const [row] = await this.#settings.database.query<{ thread: string }>(
      "SELECT thread FROM business_messages WHERE id = ?",
      [wamid],
    );
    if (row?.thread !== thread.id)
      throw new GraphError(131009, { details: "The message ID is not one of this conversation's." });
    return wamid;
  }

  async #write(tx: Transaction, items: readonly Accepted[]): Promise<() => void> {
    // Whoever reads by `seq` misses none that is committed later.
    await tx.lock("business-messages");
    const rows = items.map(({ row }) =>
      newValues({ ...row, thread: this.#parts.threads.current(row.thread) }),
    );
    await tx.insertMany("business_messages", newColumns, rows);
    const failed = items.filter(({ row }) => row.status === "failed");
    if (failed.length > 0) {
      const threads = new Map(failed.map(({ row, thread }) => [row.thread, thread]));
      await this.#parts.statuses.announce(
        tx,
        failed.map(({ row }) => row as MessageRow),
        threads,
      );
    }
    const written = this.#parts.live.isWatched ? await this.#written(tx, items) : [];
    return () => {
      for (const number of new Set(items.map(({ row }) => row.number))) this.#parts.wake(number);
      if (failed.length > 0) this.#settings.announcer.wake();
      for (const row of written) this.#parts.live.message(row, true);
    };
  }

  /** A growing key: those of this batch are the newest of all. */
  #written(tx: Transaction, items: readonly Accepted[]): Promise<readonly MessageRow[]> {
    const [first] = items;
    return tx.query<MessageRow>(
      `SELECT ${MESSAGE_COLUMNS} FROM business_messages WHERE direction = 'out' AND seq >=
       (SELECT seq FROM business_messages WHERE id = ?) ORDER BY seq LIMIT ?`,
      [first?.row.id ?? "", items.length],
    );
  }
}

/** The key of a recipient's thread. @throws GraphError 131021, 131026, 131009 */
export function customerKey(number: BusinessNumber, to: Recipient): CustomerKey {
  switch (to.kind) {
    case "phone":
      if (to.phone.e164 === number.number) throw new GraphError(131021);
      return { phone: to.phone.e164 };
    case "user": {
      const account = to.userId.slice(to.userId.indexOf(".") + 1).toLowerCase();
      if (!isValidAccountId(account))
        throw new GraphError(131009, { details: "The recipient is not a user ID of this platform." });
      return { account };
    }
    case "group":
      throw new GraphError(131009, { details: "Groups are not supported." });
  }
}
