import { type Database, placeholders, type Value } from "@culver/storage";
import { type Attempt, listAttempts } from "./attempts.ts";
import { bury } from "./event-store.ts";

export type WebhookState = "waiting" | "delivered" | "dead";

/** An event as a page or a command shows it: neither content nor conversation. */
export interface WebhookEntry {
  readonly seq: number;
  readonly target: string;
  readonly app: string;
  /** The receiver's origin and path; a query may hold a token and is left out. */
  readonly receiver: string;
  readonly waba: string;
  readonly field: string;
  readonly size: number;
  readonly state: WebhookState;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** When it is tried next; undefined for one that goes with the others in its turn. */
  readonly dueAt: number | undefined;
  /** Tries alone. */
  readonly attempts: number;
  readonly failure: string | null;
  readonly finishedAt: number | null;
}

export interface WebhookBacklog {
  readonly waiting: number;
  readonly dead: number;
  /** Age of the oldest event that waits, milliseconds; 0 when none does. */
  readonly oldestAgeMs: number;
}

export interface WebhookFilter {
  readonly target?: string;
  /** Only events of this business account. */
  readonly waba?: string;
  readonly state?: WebhookState;
  /** Only events before this one: the last `seq` of the page before. */
  readonly before?: number;
  /** 1 to 500; default 50. */
  readonly limit?: number;
}

interface Row extends Record<string, Value> {
  readonly seq: number;
  readonly target: string;
  readonly app: string;
  readonly url: string;
  readonly waba: string;
  readonly field: string;
  readonly size: number;
  readonly state: WebhookState;
  readonly created_at: number;
  readonly expires_at: number;
  readonly due_at: number;
  readonly attempts: number;
  readonly failure: string | null;
  readonly finished_at: number | null;
}

const SELECT = `SELECT e.seq, e.target, t.app, t.url, e.waba, e.field, e.size, e.state, e.created_at, e.expires_at,
  e.due_at, e.attempts, e.failure, e.finished_at
  FROM business_webhook_events e JOIN business_webhook_targets t ON t.id = e.target`;
const MOST = 500;

/** For a page and a command: to see what waits and what is dead, and to decide about it. */
export class WebhookDesk {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #retryForMs: number;
  readonly #forgive: (targets: readonly string[]) => void;

  constructor(
    database: Database,
    now: () => number,
    retryForMs: number,
    forgive: (targets: readonly string[]) => void,
  ) {
    this.#database = database;
    this.#now = now;
    this.#retryForMs = retryForMs;
    this.#forgive = forgive;
  }

  /** Youngest first. */
  async list({ target, waba, state, before, limit = 50 }: WebhookFilter = {}): Promise<WebhookEntry[]> {
    const where: string[] = [];
    const params: Value[] = [];
    const add = (condition: string, value: Value | undefined) => {
      if (value === undefined) return;
      where.push(condition);
      params.push(value);
    };
    add("e.target = ?", target);
    add("e.waba = ?", waba);
    add("e.state = ?", state);
    add("e.seq < ?", before);
    const condition = where.length === 0 ? "" : `WHERE ${where.join(" AND ")}`;
    const rows = await this.#database.query<Row>(`${SELECT} ${condition} ORDER BY e.seq DESC LIMIT ?`, [
      ...params,
      Math.max(1, Math.min(MOST, Math.floor(limit))),
    ]);
    return rows.map(entry);
  }

  /** What waits and what is dead of a business account; ages in milliseconds. */
  async backlog(waba: string): Promise<WebhookBacklog> {
    const rows = await this.#database.query<{ state: string; count: number; oldest: number }>(
      `SELECT state, COUNT(*) AS count, MIN(created_at) AS oldest FROM business_webhook_events
       WHERE waba = ? AND state <> 'delivered' GROUP BY state`,
      [waba],
    );
    const waiting = rows.find(({ state }) => state === "waiting");
    const dead = rows.find(({ state }) => state === "dead");
    return {
      waiting: waiting?.count ?? 0,
      dead: dead?.count ?? 0,
      oldestAgeMs: waiting === undefined ? 0 : Math.max(0, this.#now() - waiting.oldest),
    };
  }

  /** One event; its content (the JSON of a change) only when asked for. */
  async inspect(
    seq: number,
    { content = false }: { readonly content?: boolean } = {},
  ): Promise<(WebhookEntry & { readonly content?: string }) | undefined> {
    const [row] = await this.#database.query<Row>(`${SELECT} WHERE e.seq = ?`, [seq]);
    if (row === undefined || !content) return row && entry(row);
    const [{ body = "" } = {}] = await this.#database.query<{ body: string }>(
      "SELECT body FROM business_webhook_events WHERE seq = ?",
      [seq],
    );
    return { ...entry(row), content: body };
  }

  /** The latest deliveries, taken or not, youngest first. */
  attempts({ target, limit = 50 }: Pick<WebhookFilter, "target" | "limit"> = {}): Promise<Attempt[]> {
    return listAttempts(this.#database, Math.max(1, Math.min(MOST, Math.floor(limit))), target);
  }

  /** Delivers these (again), at once and with all their time before them; resolves to how many there were. */
  async replay(seqs: readonly number[]): Promise<number> {
    const some = few(seqs);
    if (some.length === 0) return 0;
    const list = placeholders(some.length);
    const targets = await this.#database.query<{ target: string }>(
      `SELECT DISTINCT target FROM business_webhook_events WHERE seq IN (${list})`,
      some,
    );
    const count = await this.#database.execute(
      `UPDATE business_webhook_events SET state = 'waiting', due_at = 0, attempts = 0, expires_at = ?,
       finished_at = NULL, failure = NULL WHERE seq IN (${list})`,
      [this.#now() + this.#retryForMs, ...some],
    );
    this.#forgive(targets.map(({ target }) => target));
    return count;
  }

  /** Tries these no more; resolves to how many waited. One that is under way may still be taken. */
  deadLetter(seqs: readonly number[]): Promise<number> {
    return bury(this.#database, few(seqs), this.#now(), "by hand");
  }

  /** Deletes these with their content, whatever their state; resolves to how many there were. */
  delete(seqs: readonly number[]): Promise<number> {
    return this.#database.deleteMany(
      "business_webhook_events",
      ["seq"],
      few(seqs).map((seq) => [seq]),
    );
  }
}

/** A call takes a page's worth of events. @throws {RangeError} */
function few(seqs: readonly number[]): readonly number[] {
  if (seqs.length > MOST) throw new RangeError(`at most ${MOST} events at once`);
  return seqs.filter(Number.isSafeInteger);
}

/** A receiver's origin and path. */
export function receiverOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

function entry({ url, created_at, expires_at, due_at, finished_at, ...row }: Row): WebhookEntry {
  return {
    ...row,
    receiver: receiverOf(url),
    createdAt: created_at,
    expiresAt: expires_at,
    dueAt: due_at === 0 ? undefined : due_at,
    finishedAt: finished_at,
  };
}
