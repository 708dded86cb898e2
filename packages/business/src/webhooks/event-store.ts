import { type Database, type Executor, placeholders, type Transaction, type Value } from "@culver/storage";
import type { Change } from "./envelope.ts";
import type { StoredEvent } from "./event.ts";
import type { StoredTarget } from "./target.ts";

const EVENTS = "business_webhook_events";

/** Where an event is, without its body. */
export interface EventPlace {
  readonly seq: number;
  readonly size: number;
  readonly conversation: string | null;
  readonly expires_at: number;
  readonly attempts: number;
}

export interface LoadedEvent extends Change {
  readonly seq: number;
}

const PLACE = "seq, size, conversation, expires_at, attempts";

/** Writes targets and events, each once. */
export async function insertEvents(
  executor: Executor,
  targets: Iterable<StoredTarget>,
  events: readonly { readonly target: string; readonly event: StoredEvent }[],
  now: number,
  expiresAt: number,
): Promise<void> {
  const rows = [...targets].map(({ id, app, url }) => [id, app, url, now]);
  if (rows.length > 0) {
    const columns = ["id", "app", "url", "created_at"];
    await executor.insertMany("business_webhook_targets", columns, rows, { onConflict: "ignore" });
  }
  await executor.insertMany(
    EVENTS,
    ["target", "waba", "field", "conversation", "body", "size", "created_at", "expires_at"],
    events.map(({ target, event }): Value[] => [
      ...[target, event.waba, event.field, event.conversation, event.body, event.size, now, expiresAt],
    ]),
  );
}

/** Targets that have something to be delivered now. */
export async function waitingTargets(database: Database, now: number): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `SELECT id FROM business_webhook_targets t WHERE EXISTS
     (SELECT 1 FROM ${EVENTS} e WHERE e.target = t.id AND e.state = 'waiting' AND e.due_at <= ?)`,
    [now],
  );
  return rows.map(({ id }) => id);
}

export async function findTarget(database: Database, id: string): Promise<StoredTarget | undefined> {
  const [row] = await database.query<{ id: string; app: string; url: string }>(
    "SELECT id, app, url FROM business_webhook_targets WHERE id = ?",
    [id],
  );
  return row;
}

/** Events that go with the others, oldest first. */
export function ordinaryPlaces(database: Database, target: string, limit: number): Promise<EventPlace[]> {
  return database.query<EventPlace & Record<string, Value>>(
    `SELECT ${PLACE} FROM ${EVENTS} WHERE target = ? AND state = 'waiting' AND due_at = 0 ORDER BY seq LIMIT ?`,
    [target, limit],
  );
}

/** Events that are tried alone and whose time has come. */
export function alonePlaces(
  database: Database,
  target: string,
  now: number,
  limit: number,
): Promise<EventPlace[]> {
  return database.query<EventPlace & Record<string, Value>>(
    `SELECT ${PLACE} FROM ${EVENTS} WHERE target = ? AND state = 'waiting' AND due_at > 0 AND due_at <= ?
     ORDER BY due_at, seq LIMIT ?`,
    [target, now, limit],
  );
}

/** Those of them that still wait, in order. */
export function loadEvents(database: Database, seqs: readonly number[]): Promise<LoadedEvent[]> {
  return database.query<LoadedEvent & Record<string, Value>>(
    `SELECT seq, waba, body FROM ${EVENTS} WHERE seq IN (${placeholders(seqs.length)}) AND state = 'waiting' ORDER BY seq`,
    seqs,
  );
}

/** Deletes what was delivered, or keeps it to be replayed. */
export async function finishDelivered(
  tx: Transaction,
  seqs: readonly number[],
  keptAt?: number,
): Promise<void> {
  if (keptAt === undefined) {
    await tx.deleteMany(
      EVENTS,
      ["seq"],
      seqs.map((seq) => [seq]),
    );
  } else {
    await tx.execute(
      `UPDATE ${EVENTS} SET state = 'delivered', finished_at = ?, failure = NULL WHERE seq IN (${placeholders(seqs.length)})`,
      [keptAt, ...seqs],
    );
  }
}

/** From now on tried alone, next at `dueAt`. */
export async function tryAlone(
  executor: Executor,
  seqs: readonly number[],
  dueAt: number,
  failure: string | null,
): Promise<void> {
  if (seqs.length === 0) return;
  await executor.execute(
    `UPDATE ${EVENTS} SET due_at = ?, attempts = attempts + 1, failure = COALESCE(?, failure)
     WHERE state = 'waiting' AND seq IN (${placeholders(seqs.length)})`,
    [dueAt, failure, ...seqs],
  );
}

/** Nothing more is tried; the content stays for a while, to be looked at or replayed. */
export async function bury(
  executor: Executor,
  seqs: readonly number[],
  now: number,
  failure: string,
): Promise<number> {
  if (seqs.length === 0) return 0;
  return executor.execute(
    `UPDATE ${EVENTS} SET state = 'dead', finished_at = ?, failure = COALESCE(failure, ?)
     WHERE state = 'waiting' AND seq IN (${placeholders(seqs.length)})`,
    [now, failure, ...seqs],
  );
}
