import type { Database, Row } from "@culver/storage";
import type { SmsLog } from "../log.ts";
import type { Journal } from "../queue/journal.ts";
import type { SmsPurpose, SmsStatus } from "./message.ts";

type Handler = (status: SmsStatus) => void | Promise<void>;

interface Pending {
  readonly n: number;
  readonly message: number;
  readonly status: SmsStatus;
}

interface StatusRow extends Row {
  readonly n: number;
  readonly message: number;
  readonly id: string;
  readonly account: string | null;
  readonly purpose: SmsPurpose;
  readonly state: SmsStatus["state"];
  readonly reason: string | null;
  readonly code: string | null;
  readonly carrier: string | null;
  readonly at: number;
}

export interface StatusTellerOptions {
  readonly database: Database;
  readonly journal: Journal;
  readonly log: SmsLog;
  /** The highest number of a status on disk. */
  readonly last: number;
  /** How many are on disk. */
  readonly open: number;
  readonly retryMs: number;
}

/** More wait on disk only. */
const MAX_IN_MEMORY = 5_000;
const MAX_TELLING = 64;
const MAX_RETRY_MS = 60_000;

/**
 * Tells statuses at least once: a row is written with what caused it, and deleted when every handler has resolved.
 * Those of one message are told in order.
 */
export class StatusTeller {
  readonly #options: StatusTellerOptions;
  readonly #handlers = new Set<Handler>();
  readonly #queue: Pending[] = [];
  /** What is told or waits to be told again, by message; later ones of the same message queue behind. */
  readonly #busy = new Map<number, Pending[]>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #last: number;
  /** Rows behind this number are on disk only. */
  #readUpTo = 0;
  #hasMoreOnDisk: boolean;
  #isReading = false;
  /** More may have been committed since the reading that is under way began. */
  #isStale = false;
  #isClosed = false;
  /** Not taken by every handler yet. */
  #open: number;

  constructor(options: StatusTellerOptions) {
    this.#options = options;
    this.#last = options.last;
    this.#hasMoreOnDisk = options.last > 0;
    this.#open = options.open;
  }

  get pending(): number {
    return this.#open;
  }

  add(handler: Handler): () => void {
    this.#handlers.add(handler);
    void this.#pump();
    return () => this.#handlers.delete(handler);
  }

  /** Writes the status with the commit that is being gathered; it is told after that. */
  tell(message: number, status: SmsStatus): void {
    const n = ++this.#last;
    const { id, account, purpose, state, reason, code, carrier, at } = status;
    const { journal } = this.#options;
    journal.status([
      ...[n, message, id, account ?? null, purpose, state],
      ...[reason ?? null, code ?? null, carrier ?? null, at],
    ]);
    this.#open++;
    if (this.#hasMoreOnDisk || this.#queue.length >= MAX_IN_MEMORY) {
      this.#hasMoreOnDisk = true;
      journal.afterCommit(() => void this.#pump());
      return;
    }
    this.#readUpTo = n;
    journal.afterCommit(() => {
      this.#queue.push({ n, message, status });
      void this.#pump();
    });
  }

  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #pump(): Promise<void> {
    if (this.#handlers.size === 0 || this.#isClosed) return;
    if (this.#isReading) this.#isStale = true;
    else if (this.#hasMoreOnDisk && this.#queue.length === 0) await this.#read();
    while (this.#busy.size < MAX_TELLING) {
      const next = this.#queue.shift();
      if (!next) break;
      const behind = this.#busy.get(next.message);
      if (behind) behind.push(next);
      else {
        this.#busy.set(next.message, []);
        void this.#tellOne(next, 0);
      }
    }
  }

  async #tellOne(pending: Pending, attempt: number): Promise<void> {
    if (this.#isClosed) return;
    const { journal, log, retryMs } = this.#options;
    try {
      await Promise.all([...this.#handlers].map((handler) => handler(pending.status)));
    } catch (error) {
      const wait = Math.min(MAX_RETRY_MS, retryMs * 2 ** attempt);
      log.warn(
        { error: error instanceof Error ? error.name : typeof error, wait },
        "an SMS status was not taken",
      );
      this.#later(() => void this.#tellOne(pending, attempt + 1), wait);
      return;
    }
    if (this.#isClosed) return;
    journal.told(pending.n);
    this.#open--;
    const next = this.#busy.get(pending.message)?.shift();
    if (next) return this.#tellOne(next, 0);
    this.#busy.delete(pending.message);
    void this.#pump();
  }

  async #read(): Promise<void> {
    this.#isReading = true;
    try {
      do {
        this.#isStale = false;
        await this.#readOnce();
      } while (this.#isStale && this.#queue.length === 0 && !this.#isClosed);
    } catch (error) {
      this.#options.log.warn(
        { error: error instanceof Error ? error.name : typeof error },
        "SMS statuses cannot be read",
      );
      this.#later(() => void this.#pump(), this.#options.retryMs);
    } finally {
      this.#isReading = false;
    }
  }

  async #readOnce(): Promise<void> {
    const rows = await this.#options.database.query<StatusRow>(
      `SELECT n, message, id, account, purpose, state, reason, code, carrier, at
         FROM sms_statuses WHERE n > ? ORDER BY n LIMIT 1000`,
      [this.#readUpTo],
    );
    for (const row of rows) this.#queue.push({ n: row.n, message: row.message, status: statusOf(row) });
    this.#readUpTo = rows.at(-1)?.n ?? this.#readUpTo;
    // What was told to the journal but is not committed will pump again after its commit.
    if (rows.length === 0) this.#hasMoreOnDisk = this.#readUpTo < this.#last;
  }

  #later(work: () => void, ms: number): void {
    if (this.#isClosed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    this.#timers.add(timer);
  }
}

function statusOf(row: StatusRow): SmsStatus {
  const { id, account, purpose, state, reason, code, carrier, at } = row;
  return {
    id,
    ...(account === null ? {} : { account }),
    purpose,
    state,
    ...(reason === null ? {} : { reason }),
    ...(code === null ? {} : { code }),
    ...(carrier === null ? {} : { carrier }),
    at,
  };
}
