import type { Database, Transaction } from "@culver/storage";
import { Alarm } from "./alarm.ts";
import { ConnectionBudget } from "./budget.ts";
import { receiverOf, type WebhookBacklog, WebhookDesk } from "./desk.ts";
import { WebhookQueueClosedError } from "./errors.ts";
import { storedEvent, type WebhookEvent } from "./event.ts";
import { findTarget, insertEvents, waitingTargets } from "./event-store.ts";
import { Intake } from "./intake.ts";
import { defaultTuning, type WebhookLog, type WebhookQueueOptions, type WebhookTuning } from "./options.ts";
import { pause } from "./pause.ts";
import { deleteOld } from "./retention.ts";
import { Tally, type TallyState } from "./tally.ts";
import { storedTarget, type WebhookTarget } from "./target.ts";
import { TargetWorker } from "./target-worker.ts";

/** How one target does. */
export interface TargetState {
  readonly target: string;
  readonly app: string;
  /** Its origin and path; a query may hold a token and is left out. */
  readonly receiver: string;
  /** Failures since the last success. */
  readonly failures: number;
  /** When it is tried again, if it failed. */
  readonly nextTryAt: number | undefined;
  readonly inFlight: number;
}

const SWEEP_MS = 60_000;

/**
 * Tells webhooks' receivers what happened (specification, section 5): from tables, at least once, for up to seven days,
 * each receiver on its own. One process at a time may have a database's queue open.
 */
export class WebhookQueue implements AsyncDisposable {
  readonly desk: WebhookDesk;
  readonly #database: Database;
  readonly #tuning: WebhookTuning;
  readonly #now: () => number;
  readonly #log: WebhookLog;
  readonly #tally = new Tally();
  readonly #intake: Intake;
  readonly #stop = new AbortController();
  readonly #kill = new AbortController();
  readonly #workers = new Map<string, TargetWorker>();
  readonly #newWorker: (id: string) => Promise<TargetWorker | undefined>;
  #poked = new Set<string>();
  #forgiven = new Set<string>();
  readonly #alarm = new Alarm();
  #sweptAt = 0;
  readonly #running: Promise<void>;

  private constructor(options: WebhookQueueOptions) {
    const { database, log = { warn() {} }, now = Date.now, random = Math.random } = options;
    const tuning: WebhookTuning = { ...defaultTuning, ...options.tuning };
    this.#database = database;
    this.#tuning = tuning;
    this.#now = now;
    this.#log = log;
    this.#intake = new Intake(database, now, tuning.retryForMs, (targets) => this.#poke(targets));
    this.desk = new WebhookDesk(database, now, tuning.retryForMs, (targets) => {
      for (const target of targets) this.#forgiven.add(target);
      this.#poke(targets);
    });
    const budget = new ConnectionBudget(tuning.connections, tuning.probes);
    const signals = { stop: this.#stop.signal, kill: this.#kill.signal };
    const shared = { database, options, tuning, budget, tally: this.#tally, log, now, random, ...signals };
    this.#newWorker = async (id) => {
      const target = await findTarget(database, id);
      return target && new TargetWorker(target, shared);
    };
    this.#running = this.#run();
  }

  /** Opens the queue and goes on with what waits in it. The database is migrated with BUSINESS_MIGRATIONS. */
  static open(options: WebhookQueueOptions): WebhookQueue {
    return new WebhookQueue(options);
  }

  /**
   * Queues events for a target; they are on disk when it resolves. With a transaction they are part of it: call `wake`
   * after its commit, or they are found within `pollMs`.
   * @throws {WebhookEventError} before anything is written
   * @throws {WebhookQueueClosedError}
   */
  async enqueue(
    target: WebhookTarget,
    events: WebhookEvent | readonly WebhookEvent[],
    tx?: Transaction,
  ): Promise<void> {
    if (this.#stop.signal.aborted) throw new WebhookQueueClosedError("the queue of webhooks is closed");
    const stored = storedTarget(target);
    const list: readonly WebhookEvent[] = "waba" in events ? [events] : events;
    const rows = list.map((event) => storedEvent(event, this.#tuning.maxBodyBytes));
    if (rows.length === 0) return;
    if (tx === undefined) return this.#intake.add(stored, rows);
    const now = this.#now();
    const forTarget = rows.map((event) => ({ target: stored.id, event }));
    await insertEvents(tx, [stored], forTarget, now, now + this.#tuning.retryForMs);
  }

  /** Looks for what was queued in a transaction that is now committed. */
  wake(target: WebhookTarget): void {
    this.#poke([storedTarget(target).id]);
  }

  /** Tries a target now although it has failed: its receiver has just shown that it is there. */
  retry(target: WebhookTarget): void {
    const { id } = storedTarget(target);
    this.#forgiven.add(id);
    this.#poke([id]);
  }

  /** Counted since the start. */
  tally(): TallyState {
    return this.#tally.state();
  }

  /** Targets with something to do, or in trouble; and those of `set`, whatever they do. */
  targets(set: Iterable<WebhookTarget> = []): TargetState[] {
    const resting = [...set].map(storedTarget).filter(({ id }) => !this.#workers.has(id));
    const states = new Map(
      resting.map(({ id, app, url }): [string, TargetState] => [
        id,
        {
          ...{ target: id, app, receiver: receiverOf(url) },
          ...{ failures: 0, nextTryAt: undefined, inFlight: 0 },
        },
      ]),
    );
    const busy = [...this.#workers.values()].map(({ target, health, inFlight }) => ({
      target: target.id,
      app: target.app,
      receiver: receiverOf(target.url),
      failures: health.failures,
      nextTryAt: health.failures > 0 ? health.nextTryAt : undefined,
      inFlight,
    }));
    return [...busy, ...states.values()];
  }

  /** What waits and what is dead, counted in the tables. */
  async backlog(): Promise<WebhookBacklog> {
    const [waiting] = await this.#database.query<{ count: number; oldest: number | null }>(
      "SELECT COUNT(*) AS count, MIN(created_at) AS oldest FROM business_webhook_events WHERE state = 'waiting'",
    );
    const [dead] = await this.#database.query<{ count: number }>(
      "SELECT COUNT(*) AS count FROM business_webhook_events WHERE state = 'dead'",
    );
    const oldest = waiting?.oldest ?? null;
    return {
      waiting: waiting?.count ?? 0,
      dead: dead?.count ?? 0,
      oldestAgeMs: oldest === null ? 0 : Math.max(0, this.#now() - oldest),
    };
  }

  /** Deliveries under way have `graceMs` to end; what is not delivered then waits for the next start. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.#alarm.ring();
    const timer = setTimeout(() => this.#kill.abort(), this.#tuning.graceMs);
    await Promise.all([this.#running, this.#intake.idle()]);
    await Promise.all([...this.#workers.values()].map((worker) => worker.ended()));
    clearTimeout(timer);
  }

  #poke(targets: Iterable<string>): void {
    for (const target of targets) this.#poked.add(target);
    this.#alarm.ring();
  }

  /** Workers are started from here alone, outside any transaction of a caller. Never rejects. */
  async #run(): Promise<void> {
    const stop = this.#stop.signal;
    let lookAt = 0;
    while (!stop.aborted) {
      try {
        if (performance.now() >= lookAt) {
          for (const id of await waitingTargets(this.#database, this.#now())) this.#poked.add(id);
          lookAt = performance.now() + this.#tuning.pollMs;
          await this.#sweep();
        }
        await this.#startPoked();
      } catch (error) {
        this.#log.warn(
          { error: error instanceof Error ? error.name : typeof error },
          "the queue of webhooks had a fault",
        );
        lookAt = performance.now() + this.#tuning.pollMs;
        await pause(this.#tuning.pollMs, stop);
      }
      if (this.#poked.size > 0 || stop.aborted) continue;
      await this.#alarm.wait(Math.max(1, lookAt - performance.now()));
    }
  }

  async #startPoked(): Promise<void> {
    for (const id of this.#poked) {
      const worker = this.#workers.get(id) ?? (await this.#newWorker(id));
      this.#poked.delete(id);
      if (worker === undefined) continue;
      this.#workers.set(id, worker);
      if (this.#forgiven.delete(id)) worker.forgive();
      else worker.poke();
    }
  }

  async #sweep(): Promise<void> {
    if (performance.now() < this.#sweptAt + SWEEP_MS && this.#sweptAt > 0) return;
    this.#sweptAt = performance.now();
    await deleteOld(this.#database, this.#now(), this.#tuning);
    for (const [id, worker] of this.#workers) if (worker.isIdle) this.#workers.delete(id);
  }
}
