import { createHash } from "node:crypto";
import type { Transaction } from "@culver/storage";
import { type Conversation, type EventError, freePricing, statusValue } from "../events/index.ts";
import type { Channel } from "../model/index.ts";
import { GroupCommit } from "./group-commit.ts";
import { inList } from "./in-list.ts";
import type { Live } from "./live.ts";
import { callbackData, MESSAGE_COLUMNS, type MessageRow, outgoingContent, WORK } from "./message-row.ts";
import { metadataFor } from "./metadata.ts";
import { logFault, type Settings } from "./options.ts";
import { customerOf, type ThreadRow } from "./thread-row.ts";
import type { Threads } from "./threads.ts";

/** What has become of a message of the business. */
export type StatusChange =
  /** The device has it in its outbox. */
  | { readonly kind: "handed"; readonly id: string; readonly channel: Channel; readonly choices?: string }
  | { readonly kind: "sent" | "delivered" | "read"; readonly id: string }
  | { readonly kind: "failed"; readonly id: string; readonly error: EventError };

/** Changes wait so long for others to be committed with, milliseconds. */
const GATHER_MS = 5;
const GATHER_BUSY_MS = 25;
const MOST = 2_000;
const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 30_000;

/** From which states a status is a step forward. `failed` is late against `delivered`. */
const BEFORE = {
  sent: ["accepted"],
  delivered: ["accepted", "sent"],
  read: ["accepted", "sent", "delivered"],
  failed: ["accepted", "sent"],
} as const;

/** Writes statuses, forward only, and tells webhooks of each, by few statements for many. */
export class Statuses {
  readonly #settings: Settings;
  readonly #threads: Threads;
  readonly #live: Live;
  readonly #commits: GroupCommit<StatusChange>;
  readonly #pauses = new Set<() => void>();
  #isStopping = false;

  constructor(settings: Settings, threads: Threads, live: Live) {
    this.#settings = settings;
    this.#threads = threads;
    this.#live = live;
    this.#commits = new GroupCommit(settings.database, (tx, items) => this.#write(tx, items), {
      delayMs: GATHER_MS,
      busyDelayMs: GATHER_BUSY_MS,
      most: MOST,
      onFault: logFault(settings),
    });
  }

  /** Resolves when it is on disk. What cannot be written is tried until it can. Rejects when the engine ends before. */
  async add(change: StatusChange): Promise<void> {
    for (let wait = FIRST_RETRY_MS; ; wait = Math.min(wait * 2, LAST_RETRY_MS)) {
      try {
        return await this.#commits.add(change);
      } catch (error) {
        if (this.#isStopping) throw error;
        const name = error instanceof Error ? error.name : "unknown";
        this.#settings.log.warn({ error: name }, "a status is noted later");
        await this.#pause(wait);
      }
    }
  }

  /** From now on nothing is tried again: the next start asks the device. */
  stop(): void {
    this.#isStopping = true;
    for (const end of this.#pauses) end();
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#pauses.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#pauses.add(end);
    });
  }

  idle(): Promise<void> {
    return this.#commits.idle();
  }

  async #write(tx: Transaction, items: readonly StatusChange[]): Promise<() => void> {
    const changed: MessageRow[] = [];
    await writeHanded(tx, items);
    for (const kind of ["sent", "delivered", "read"] as const) {
      // What is delivered or read was sent, and is told so first.
      const ids = items.flatMap((item) =>
        item.kind === kind || (kind === "sent" && (item.kind === "delivered" || item.kind === "read"))
          ? [item.id]
          : [],
      );
      if (ids.length > 0) changed.push(...(await this.#advance(tx, kind, ids)));
    }
    const failures = new Map<string, string[]>();
    for (const item of items) {
      if (item.kind !== "failed") continue;
      const error = JSON.stringify(item.error);
      const ids = failures.get(error) ?? [];
      failures.set(error, ids);
      ids.push(item.id);
    }
    for (const [error, ids] of failures) changed.push(...(await this.#advance(tx, "failed", ids, error)));
    return () => {
      this.#settings.announcer.wake();
      for (const row of changed) this.#live.message(row, false);
    };
  }

  async #advance(
    tx: Transaction,
    status: keyof typeof BEFORE,
    ids: readonly string[],
    error?: string,
  ): Promise<readonly MessageRow[]> {
    const before = BEFORE[status];
    // By SMS nobody says that a text was read.
    const isFinal = status === "read" || status === "failed";
    const work = isFinal
      ? `${WORK.none}`
      : `CASE WHEN '${status}' = 'delivered' AND channel = 'sms' THEN ${WORK.none} ELSE ${WORK.follow} END`;
    const { list, values } = inList(ids);
    const rows = await tx.query<MessageRow>(
      `UPDATE business_messages SET status = '${status}', work = ${work}${error === undefined ? "" : ", error = ?"}
       WHERE id IN (${list}) AND direction = 'out'
       AND status IN (${before.map((one) => `'${one}'`).join(", ")}) RETURNING ${MESSAGE_COLUMNS}`,
      [...(error === undefined ? [] : [error]), ...values],
    );
    rows.sort((a, b) => a.seq - b.seq);
    const threads = await this.#threadsOf(tx, rows);
    await this.announce(tx, rows, threads);
    return rows;
  }

  /** Tells webhooks of the status that each of these has. */
  async announce(
    tx: Transaction,
    rows: readonly Pick<
      MessageRow,
      "id" | "number" | "thread" | "status" | "type" | "content" | "callback_data" | "error"
    >[],
    threads: ReadonlyMap<string, ThreadRow>,
  ): Promise<void> {
    const { accounts, announcer, now } = this.#settings;
    const at = now();
    const events = rows.flatMap((row) => {
      const number = accounts.number(row.number);
      const thread = threads.get(row.thread);
      if (number === undefined || thread === undefined) return [];
      if (row.status === null || row.status === "accepted") return [];
      const category = categoryOf(row);
      const customer = customerOf(thread);
      const value = statusValue(
        metadataFor(number),
        {
          id: row.id,
          status: row.status,
          at,
          recipient: { waId: customer.waId, userId: customer.userId },
          callbackData: callbackData(row),
          conversation:
            row.status === "failed" ? undefined : this.#conversation(thread, category, row.status),
          pricing: { ...freePricing, category },
          errors: row.error === null ? undefined : [JSON.parse(row.error) as EventError],
        },
        announcer.major,
      );
      const event = { business: number.business, number: number.id, field: "messages", value };
      return [{ ...event, thread: thread.id }];
    });
    if (events.length > 0) await announcer.announce(tx, ...events);
  }

  /** Up to version 23: the service window that a message belongs to. */
  #conversation(thread: ThreadRow, category: string, status: string): Conversation | undefined {
    if (this.#settings.announcer.major >= 24) return undefined;
    const begun = thread.last_inbound_at ?? thread.created_at;
    const id = createHash("sha256").update(`${thread.id}/${category}/${begun}`).digest("hex").slice(0, 32);
    const end = Math.floor((begun + this.#settings.limits.windowMs) / 1_000);
    return {
      id,
      ...(status === "sent" && { expiration_timestamp: String(end) }),
      origin: { type: category },
    };
  }

  /** Within the transaction: on SQLite nothing else may be asked meanwhile. */
  async #threadsOf(tx: Transaction, rows: readonly MessageRow[]): Promise<ReadonlyMap<string, ThreadRow>> {
    const found = new Map<string, ThreadRow>();
    for (const { thread } of rows) {
      if (found.has(thread)) continue;
      const row = await this.#threads.within(tx, thread);
      if (row !== undefined) found.set(thread, row);
    }
    return found;
  }
}

async function writeHanded(tx: Transaction, items: readonly StatusChange[]): Promise<void> {
  for (const channel of ["app", "sms"] as const) {
    const handed = items.filter((item) => item.kind === "handed" && item.channel === channel);
    if (handed.length === 0) continue;
    const { list, values } = inList(handed.map(({ id }) => id));
    await tx.execute(
      `UPDATE business_messages SET work = ${WORK.follow}, channel = '${channel}'
       WHERE work IN (${WORK.send}, ${WORK.follow}) AND id IN (${list})`,
      values,
    );
    for (const item of handed) {
      if (item.kind !== "handed" || item.choices === undefined) continue;
      await tx.execute("UPDATE business_messages SET choices = ? WHERE id = ?", [item.choices, item.id]);
    }
  }
}

function categoryOf(row: Pick<MessageRow, "type" | "content">): string {
  if (row.type !== "template") return "service";
  const content = outgoingContent(row);
  return content.type === "template" ? content.category.toLowerCase() : "service";
}
