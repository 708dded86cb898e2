import type { Executor, Transaction } from "@culver/storage";
import type { Item, Mailbox } from "./mailbox.ts";
import type { Mailboxes } from "./mailboxes.ts";

/** Ids remembered, in two generations of this many: about 25 MB when full. */
const GENERATION = 100_000;
/** How long their rows are kept, milliseconds. */
const KEEP_MS = 24 * 60 * 60_000;
const ROWS_AT_ONCE = 500;

type Generation = Map<Mailbox, Set<string>>;

/**
 * Which stanza ids of which device have been accepted of late, so that a device that sends its outbox again is not
 * delivered twice. A device also checks ids itself: this spares it most repeats, it does not have to know them all.
 */
export class ResendWindow {
  #current: Generation = new Map();
  #previous: Generation = new Map();
  #size = 0;

  has(mailbox: Mailbox, id: string): boolean {
    return this.#current.get(mailbox)?.has(id) === true || this.#previous.get(mailbox)?.has(id) === true;
  }

  add(mailbox: Mailbox, id: string): void {
    if (++this.#size > GENERATION) {
      this.#previous = this.#current;
      this.#current = new Map();
      this.#size = 1;
    }
    remember(this.#current, mailbox, id);
  }

  /** Forgets an id whose commit failed. */
  remove(mailbox: Mailbox, id: string): void {
    this.#current.get(mailbox)?.delete(id);
    this.#previous.get(mailbox)?.delete(id);
  }

  /** Reads back what earlier runs of the server have written, the newest first, as far as it fits. */
  async load(database: Executor, mailboxes: Mailboxes): Promise<void> {
    let below = Number.MAX_SAFE_INTEGER;
    let loaded = 0;
    while (loaded < GENERATION) {
      const rows = await database.query<{ seq: number; ids: string }>(
        "SELECT seq, ids FROM resend_window WHERE seq < ? ORDER BY seq DESC LIMIT ?",
        [below, ROWS_AT_ONCE],
      );
      for (const { seq, ids } of rows) {
        below = seq;
        for (const line of ids.split("\n")) {
          const [account = "", device, id = ""] = line.split(" ");
          remember(this.#previous, mailboxes.of(account, Number(device)), id);
          loaded++;
        }
      }
      if (rows.length < ROWS_AT_ONCE) return;
    }
  }

  /** Writes the ids of items that are being written. */
  static async write(tx: Transaction, now: number, items: readonly Item[]): Promise<void> {
    const last = items[items.length - 1];
    let lines = "";
    for (const { sender, id, rows } of items) {
      if (sender === undefined || rows === 0) continue;
      lines += `${lines === "" ? "" : "\n"}${sender.account} ${sender.device} ${id}`;
    }
    if (last === undefined || lines === "") return;
    await tx.execute("INSERT INTO resend_window (seq, accepted_at, ids) VALUES (?, ?, ?)", [
      last.seq,
      now,
      lines,
    ]);
  }

  /** Deletes rows past their time; resolves to how many, at most `limit`. */
  static async purge(database: Executor, now: number, limit: number): Promise<number> {
    const rows = await database.query<{ seq: number; accepted_at: number }>(
      "SELECT seq, accepted_at FROM resend_window ORDER BY seq LIMIT ?",
      [limit],
    );
    const old = rows.filter((row) => row.accepted_at < now - KEEP_MS).map((row) => [row.seq]);
    return old.length === 0 ? 0 : database.deleteMany("resend_window", ["seq"], old);
  }
}

function remember(generation: Generation, mailbox: Mailbox, id: string): void {
  const ids = generation.get(mailbox);
  if (ids === undefined) generation.set(mailbox, new Set([id]));
  else ids.add(id);
}
