import type { Database } from "@culver/storage";
import { Alarm } from "./alarm.ts";
import { recordAttempt } from "./attempts.ts";
import { backoffMs } from "./backoff.ts";
import type { ConnectionBudget } from "./budget.ts";
import { deliver, type Outcome } from "./deliver.ts";
import {
  alonePlaces,
  bury,
  type EventPlace,
  finishDelivered,
  loadEvents,
  ordinaryPlaces,
  tryAlone,
} from "./event-store.ts";
import type { WebhookLog, WebhookQueueOptions, WebhookTuning } from "./options.ts";
import { pause, yieldTurn } from "./pause.ts";
import { pickEvents } from "./picking.ts";
import type { Tally } from "./tally.ts";
import type { StoredTarget } from "./target.ts";
import { TargetHealth } from "./target-health.ts";

/** What the workers of all targets share. */
export interface WorkShared {
  readonly database: Database;
  readonly options: Pick<WebhookQueueOptions, "secretOf" | "reach">;
  readonly tuning: WebhookTuning;
  readonly budget: ConnectionBudget;
  readonly tally: Tally;
  readonly log: WebhookLog;
  readonly now: () => number;
  readonly random: () => number;
  /** No new delivery begins. */
  readonly stop: AbortSignal;
  /** Deliveries under way are given up. */
  readonly kill: AbortSignal;
}

interface Batch {
  readonly places: readonly EventPlace[];
  readonly isAlone: boolean;
  readonly hasMore: boolean;
}

/** With others under way it is looked further for what is not held back by them. */
const LOOK_AHEAD = 4;
const AFTER_FAULT_MS = 1_000;

/** Delivers what waits for one target, over up to `concurrency` connections; knows nothing of other targets. */
export class TargetWorker {
  readonly target: StoredTarget;
  readonly health: TargetHealth;
  readonly #shared: WorkShared;
  /** Events under way and their conversations. */
  readonly #busy = new Map<number, string | null>();
  readonly #runs = new Set<Promise<void>>();
  #isPoked = false;
  #wasAlone = false;
  readonly #alarm = new Alarm();
  /** One pick at a time, so that no event is picked twice. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(target: StoredTarget, shared: WorkShared) {
    this.target = target;
    this.#shared = shared;
    this.health = new TargetHealth(shared.tuning, shared.random);
  }

  get inFlight(): number {
    return this.#busy.size;
  }

  /** Nothing to do, and nothing to remember. */
  get isIdle(): boolean {
    return this.#runs.size === 0 && this.health.failures === 0;
  }

  /** There may be something to deliver. */
  poke(): void {
    this.#isPoked = true;
    if (this.#runs.size === 0) this.#start();
  }

  /** Tries at once, whatever happened before. */
  forgive(): void {
    this.health.forgive();
    this.#alarm.ring();
    this.poke();
  }

  /** Resolves when nothing is under way; for use after the stop, which it does not wait out. */
  async ended(): Promise<void> {
    this.#alarm.ring();
    while (this.#runs.size > 0) await Promise.all(this.#runs);
  }

  #start(): void {
    if (this.#shared.stop.aborted) return;
    const run = this.#run().finally(() => {
      this.#runs.delete(run);
      if (this.#isPoked && this.#runs.size === 0) this.#start();
    });
    this.#runs.add(run);
  }

  /** Until there is nothing to deliver. Never rejects: a fault of the database is waited out. */
  async #run(): Promise<void> {
    const { stop, log, now } = this.#shared;
    while (!stop.aborted) {
      try {
        // A failing receiver is tried over one connection; of several that leave it to each other, one goes on.
        if (this.health.failures > 0 && this.#runs.size > 1) {
          this.#isPoked = true;
          return;
        }
        const waitMs = this.health.nextTryAt - now();
        if (waitMs > 0) await this.#alarm.wait(waitMs);
        else if (!(await this.#step())) return;
      } catch (error) {
        log.warn(
          { error: error instanceof Error ? error.name : typeof error },
          "a webhook delivery had a fault",
        );
        await pause(AFTER_FAULT_MS, stop);
      }
    }
  }

  /** One delivery, if there is anything to deliver. */
  async #step(): Promise<boolean> {
    const { budget, tuning, stop } = this.#shared;
    using _ = await budget.acquire(this.health.isBad);
    if (stop.aborted) return false;
    this.#isPoked = false;
    const batch = await this.#inTurn(() => this.#pick());
    if (batch === undefined) return this.#isPoked;
    try {
      const mayGrow = this.health.isProven && this.#runs.size < tuning.concurrency;
      if (batch.hasMore && mayGrow) this.#start();
      await this.#deliver(batch);
      return true;
    } finally {
      for (const { seq } of batch.places) this.#busy.delete(seq);
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #pick(): Promise<Batch | undefined> {
    const alone = this.#wasAlone || this.health.failures > 0 ? undefined : await this.#pickAlone();
    const batch = alone ?? (await this.#pickOrdinary()) ?? (await this.#pickAlone());
    this.#wasAlone = batch?.isAlone ?? false;
    for (const { seq, conversation } of batch?.places ?? []) this.#busy.set(seq, conversation);
    return batch;
  }

  async #pickAlone(): Promise<Batch | undefined> {
    const { database, now } = this.#shared;
    const at = now();
    const places = await alonePlaces(database, this.target.id, at, this.#busy.size + 1);
    const { chosen, expired } = pickEvents(places, this.#busy, new Set(), { events: 1, bytes: 0 }, at);
    await bury(database, expired, at, "expired");
    return chosen.length === 0 ? undefined : { places: chosen, isAlone: true, hasMore: false };
  }

  async #pickOrdinary(): Promise<Batch | undefined> {
    const { database, now, tuning } = this.#shared;
    for (;;) {
      const at = now();
      const { aside, batch: events } = this.health;
      const isSole = this.#busy.size === 0;
      const limit = this.#busy.size + aside.size + 1 + (isSole ? events : LOOK_AHEAD * tuning.batchEvents);
      const places = await ordinaryPlaces(database, this.target.id, limit);
      const limits = { events, bytes: tuning.maxBodyBytes };
      const { chosen, expired, hasMore } = pickEvents(places, this.#busy, aside, limits, at);
      await bury(database, expired, at, "expired");
      if (chosen.length > 0) return { places: chosen, isAlone: false, hasMore };
      if (expired.length > 0) {
        await yieldTurn();
        continue;
      }
      if (!isSole || aside.size === 0 || places.length === 0) return undefined;
      this.health.takeBack();
    }
  }

  async #deliver({ places, isAlone }: Batch): Promise<void> {
    const { database, options, tuning, tally, kill, now } = this.#shared;
    const changes = await loadEvents(
      database,
      places.map(({ seq }) => seq),
    );
    if (changes.length === 0) return;
    const seqs = changes.map(({ seq }) => seq);
    const outcome = await deliver(this.target, changes, options, tuning, kill);
    if (kill.aborted && outcome.failure === "aborted") return;
    tally.took(outcome.latencyMs);
    const at = now();
    if (outcome.failure === null) {
      tally.delivered(seqs.length);
      await this.#taken(seqs, outcome, at);
    } else {
      tally.failed(outcome.failure);
      if (!isAlone) this.health.failed(seqs, at);
      await this.#refused(places, seqs, isAlone, outcome, at);
    }
  }

  async #taken(seqs: readonly number[], outcome: Outcome, at: number): Promise<void> {
    const { database, tuning } = this.#shared;
    const odd = this.health.succeeded(outcome.latencyMs > tuning.slowMs).filter((seq) => !seqs.includes(seq));
    await database.transaction(async (tx) => {
      await finishDelivered(tx, seqs, tuning.keepDeliveredMs > 0 ? at : undefined);
      await tryAlone(tx, odd, at, null);
      await recordAttempt(tx, this.target.id, at, seqs.length, outcome);
    });
  }

  async #refused(
    places: readonly EventPlace[],
    seqs: readonly number[],
    isAlone: boolean,
    outcome: Outcome,
    at: number,
  ): Promise<void> {
    const { database, tuning, random } = this.#shared;
    await database.transaction(async (tx) => {
      if (isAlone) {
        const attempts = (places[0]?.attempts ?? 0) + 1;
        await tryAlone(tx, seqs, at + backoffMs(attempts, tuning, random()), outcome.failure);
      }
      await recordAttempt(tx, this.target.id, at, seqs.length, outcome);
    });
  }
}
