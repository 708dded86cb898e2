import { OWN_LIMIT } from "../carrier/outcome.ts";
import type { CarrierMessage, PartOutcome } from "../carrier/port.ts";
import { encodeBody } from "../queue/encode.ts";
import { isAccepted, isBegun, isDelivered, isUncertain, partsToSubmit } from "../queue/progress.ts";
import { deadlineOf, type QueuedMessage, referenceOf } from "../queue/queued-message.ts";
import { type RetryKind, retryDelayMs } from "../queue/retry.ts";
import type { Segment, TextOptions } from "../text/index.ts";
import { afterAnswer } from "./after-answer.ts";
import type { CarrierDesk } from "./carrier-desk.ts";
import { count } from "./carrier-tally.ts";
import { type Core, record } from "./core.ts";
import { finishDelivered, finishFailed, finishSent } from "./finish.ts";
import type { Router } from "./router.ts";
import { isScreened, screen } from "./screen.ts";

/** Longer waits are spent on disk. */
const MAX_WAIT_IN_MEMORY_MS = 30_000;
/** Before a message for which no carrier is in service is looked at again, when it does not fit in memory. */
const STALLED_MS = 5_000;
/** In so long all of those are due. */
export const ALL_STALLED_MS = 2 * STALLED_MS + 1_000;

/** Brings messages to carriers: chooses, marks on disk, submits, and decides what the answers mean. */
export class Dispatcher {
  readonly #core: Core;
  readonly #router: Router;
  /** What was answered, for receipts that came before. */
  readonly #onAnswered: (desk: CarrierDesk, message: QueuedMessage) => void;
  readonly #stalled = new Set<QueuedMessage>();
  readonly #submitting = new Set<Promise<void>>();

  constructor(core: Core, router: Router, onAnswered: (desk: CarrierDesk, message: QueuedMessage) => void) {
    this.#core = core;
    this.#router = router;
    this.#onAnswered = onAnswered;
  }

  /** Looks at a message that is in memory and decides what is to be done with it. */
  dispatch(message: QueuedMessage): void {
    const { progress } = message;
    if (message.stage === "done" || this.#core.isClosed) return;
    this.#unwait(message);
    if (isDelivered(progress)) {
      finishDelivered(this.#core, message);
      return;
    }
    const now = this.#core.now();
    if (isAccepted(progress)) {
      this.#afterAccepted(message, now);
      return;
    }
    if (now >= deadlineOf(message)) {
      this.#expire(message);
      return;
    }
    message.stage = "routing";
    const hint = this.#router.needsLookup(message);
    if (hint) void hint.then(() => this.#route(message));
    else this.#route(message);
  }

  /** Takes up a message read from disk: what has no answer may have arrived, and its receipt may come yet. */
  resume(message: QueuedMessage): void {
    const { now, retry } = this.#core;
    const isMarked = message.progress.parts.some(({ state }) => state === "submitted");
    if (isMarked) this.#waitUntil(message, now() + retry.uncertainMs);
    else this.dispatch(message);
  }

  /** A carrier may have room, or came into service. @returns whether it came. */
  changed(desk: CarrierDesk): boolean {
    const { isBound } = desk.carrier;
    const hasCome = isBound && !desk.wasBound;
    desk.wasBound = isBound;
    this.#pump(desk);
    // Room alone does not help what found no carrier in service.
    if (hasCome) this.retryStalled();
    return hasCome;
  }

  /** Looks again at what found no carrier in service. */
  retryStalled(): void {
    for (const message of [...this.#stalled]) this.dispatch(message);
  }

  /** What waits for a time is tried at once; what is with a carrier is left alone. */
  hurry(message: QueuedMessage): void {
    if (message.stage === "waiting" || message.stage === "stalled") this.dispatch(message);
  }

  /** Withdraws a message; false when a carrier has a part of it, or may have. */
  cancel(message: QueuedMessage): boolean {
    if (message.stage === "done" || isBegun(message.progress)) return false;
    this.#unwait(message);
    finishFailed(this.#core, message, {
      reason: "It was withdrawn before a carrier had it.",
      code: "cancelled",
    });
    return true;
  }

  /** Takes what waits for this carrier to others. */
  release(desk: CarrierDesk): void {
    for (let message = desk.next(); message; message = desk.next()) this.dispatch(message);
  }

  /** Looks at what is out of date while it waits, and at what waited in vain for receipts. */
  followUp(): void {
    const now = this.#core.now();
    for (const message of [...this.#core.index.all()]) {
      if (message.stage === "awaiting") {
        if (now >= message.dueAt) this.dispatch(message);
        continue;
      }
      const isIdle = message.stage === "stalled" || message.stage === "waiting" || message.stage === "ready";
      if (!isIdle || now < deadlineOf(message)) continue;
      this.dispatch(message);
    }
  }

  /** Resolves when no submission is under way. */
  async idle(): Promise<void> {
    while (this.#submitting.size > 0) await Promise.all(this.#submitting);
  }

  #route(message: QueuedMessage): void {
    if (message.stage !== "routing" || this.#core.isClosed) return;
    const choice = this.#router.choose(message);
    if (choice.kind === "chosen") {
      const { desk, why, voice } = choice;
      message.stage = "ready";
      message.carrier = desk.name;
      message.why = why;
      message.progress.voice = voice;
      desk.enqueue(message);
      this.#pump(desk);
    } else if (choice.kind === "none-now") this.#stall(message);
    else {
      const { problem } = message.progress;
      finishFailed(this.#core, message, {
        reason: problem?.words ?? "no route serves this number",
        code: problem?.code,
        carrier: problem?.carrier,
      });
    }
  }

  #pump(desk: CarrierDesk): void {
    if (this.#core.isClosed) return;
    if (!desk.carrier.isBound || desk.isDraining) {
      this.release(desk);
      return;
    }
    while (desk.queued > 0 && desk.hasRoom) {
      if (!desk.breaker.allows(this.#core.now())) {
        this.release(desk);
        return;
      }
      const message = desk.next();
      if (message?.stage !== "ready") continue;
      if (this.#core.now() >= deadlineOf(message)) {
        this.dispatch(message);
        continue;
      }
      const done: Promise<void> = this.#submit(desk, message)
        .catch((error: unknown) => warnOf(this.#core, desk, error))
        .finally(() => this.#submitting.delete(done));
      this.#submitting.add(done);
    }
  }

  async #submit(desk: CarrierDesk, message: QueuedMessage): Promise<void> {
    const { journal } = this.#core;
    const { progress, content } = message;
    message.stage = "submitting";
    const options = isBegun(progress) ? progress.options : desk.carrier.terms.text;
    const segments = tryEncode(message, options);
    if (segments instanceof Error) {
      finishFailed(this.#core, message, { reason: segments.message, carrier: desk.name });
      return;
    }
    if (isScreened(this.#core, message) && !(await this.#mayGo(desk, message, segments.length))) return;
    const parts = partsToSubmit(progress, segments.length);
    const uncertain = isUncertain(progress);
    const { voice } = progress;
    if (uncertain) desk.tally.uncertainResubmissions += parts.length;
    record(this.#core, message, {
      kind: "submitted",
      carrier: desk.name,
      parts,
      total: segments.length,
      options,
      why: message.why,
      uncertain,
      voice,
    });
    desk.reserved += parts.length;
    desk.breaker.begin();
    // From here on a crash finds the mark: what has no answer is uncertain.
    await journal.committed();
    desk.reserved -= parts.length;
    const submission: CarrierMessage = {
      id: message.id,
      to: content.to,
      from: content.from,
      segments,
      parts,
      text: content.body.kind === "text" ? content.body.text : undefined,
      reference: referenceOf(message),
      validUntil: deadlineOf(message),
      uncertain,
      ...(voice ? { voice } : {}),
      ...(content.language === undefined ? {} : { language: content.language }),
    };
    const begun = performance.now();
    desk.inFlight += parts.length;
    desk.tally.submits += parts.length;
    const outcomes = await desk.carrier.submit(submission).catch((error: unknown) => {
      warnOf(this.#core, desk, error);
      return parts.map(
        (part): PartOutcome => ({ part, kind: "uncertain", words: "the submission broke off" }),
      );
    });
    desk.inFlight -= parts.length;
    this.#answered(desk, message, outcomes, performance.now() - begun);
  }

  /** Asks the rules, with room kept for it meanwhile; what may not go is taken care of. */
  async #mayGo(desk: CarrierDesk, message: QueuedMessage, room: number): Promise<boolean> {
    desk.reserved += room;
    desk.breaker.begin();
    const verdict = await screen(this.#core, message);
    desk.reserved -= room;
    // A receipt of an uncertain copy may have finished it.
    const isDone = (message as QueuedMessage).stage === "done";
    if (verdict.kind === "send" && !isDone) return true;
    if (verdict.kind === "refused" && !isDone) {
      finishFailed(this.#core, message, { reason: verdict.words, code: verdict.reason });
    } else if (verdict.kind === "wait" && !isDone) {
      record(this.#core, message, { kind: "held", carrier: undefined, until: verdict.until });
      this.#waitUntil(message, verdict.until);
    }
    desk.breaker.abstain();
    this.#pump(desk);
    return false;
  }

  #answered(desk: CarrierDesk, message: QueuedMessage, outcomes: readonly PartOutcome[], ms: number): void {
    tally(desk, outcomes, ms, this.#core.now());
    // Its receipts may have finished it already.
    if (message.stage === "done") {
      this.#pump(desk);
      return;
    }
    message.stage = "routing";
    const next = afterAnswer(this.#core, desk, message, outcomes);
    this.#router.remember(message, desk);
    this.#onAnswered(desk, message);
    if ((message as QueuedMessage).stage !== "done") {
      if (next === "dispatch") this.dispatch(message);
      else this.#wait(message, desk, outcomes, next);
    }
    this.#pump(desk);
  }

  #wait(message: QueuedMessage, desk: CarrierDesk, outcomes: readonly PartOutcome[], kind: RetryKind): void {
    const asked = Math.max(0, ...outcomes.map((o) => ("retryAfterMs" in o ? (o.retryAfterMs ?? 0) : 0)));
    const attempt =
      kind === "temporary" ? (message.progress.setbacks.get(desk.name) ?? 1) - 1 : message.nextEvent >> 1;
    const ms = retryDelayMs(kind, attempt, this.#core.retry, Math.random(), asked);
    this.#core.counters.retries++;
    const why = message.progress.problem?.words ?? "no link";
    record(this.#core, message, { kind: "postponed", carrier: desk.name, milliseconds: ms, why });
    this.#waitUntil(message, Math.min(deadlineOf(message), this.#core.now() + ms));
  }

  #waitUntil(message: QueuedMessage, at: number): void {
    const ms = Math.max(0, at - this.#core.now());
    if (ms > MAX_WAIT_IN_MEMORY_MS) {
      this.#toDisk(message, at);
      return;
    }
    message.stage = "waiting";
    message.timer = setTimeout(() => this.dispatch(message), ms);
  }

  #stall(message: QueuedMessage): void {
    const { index, tuning, now } = this.#core;
    if (this.#stalled.size < tuning.maxInMemory / 2 && index.size - index.awaiting < tuning.maxInMemory) {
      message.stage = "stalled";
      this.#stalled.add(message);
      return;
    }
    this.#toDisk(message, Math.min(deadlineOf(message), now() + STALLED_MS * (1 + Math.random())));
  }

  #toDisk(message: QueuedMessage, at: number): void {
    this.#core.journal.due(message.seq, at);
    this.#core.index.remove(message);
    // Whoever still holds it must not act on it: what is on disk is the message now.
    message.stage = "done";
  }

  #unwait(message: QueuedMessage): void {
    clearTimeout(message.timer);
    this.#stalled.delete(message);
    this.#core.index.setAwaiting(message, false);
  }

  #afterAccepted(message: QueuedMessage, now: number): void {
    const { index, journal, tuning } = this.#core;
    const last = deadlineOf(message) + tuning.receiptGraceSeconds * 1000;
    if (now >= last) {
      finishSent(this.#core, message);
      return;
    }
    const timeout = this.#router.receiptTimeout(message);
    if (timeout !== undefined && now >= timeout) {
      const [part] = message.progress.parts.filter(({ state }) => state === "accepted");
      const parts = [...message.progress.parts.keys()].filter(
        (i) => message.progress.parts[i]?.state === "accepted",
      );
      const carrier = part?.carrier ?? "";
      if (this.#router.hasOther(message, carrier)) {
        this.#core.counters.failovers++;
        record(this.#core, message, { kind: "abandoned", carrier, parts, why: "no receipt came in time" });
        this.dispatch(message);
        return;
      }
    }
    message.stage = "awaiting";
    index.setAwaiting(message, true);
    const due = timeout !== undefined && timeout > now ? Math.min(timeout, last) : last;
    message.dueAt = due;
    journal.due(message.seq, due);
    for (const old of index.overdue(tuning.maxAwaiting)) {
      index.remove(old);
      old.stage = "done";
    }
  }

  #expire(message: QueuedMessage): void {
    const { progress } = message;
    const { problem } = progress;
    const carrier = problem?.carrier;
    const ending = isUncertain(progress) ? "; it may have arrived nevertheless" : "";
    const reason = problem ? `expired: ${problem.words}` : "expired: no carrier was in service in time";
    finishFailed(this.#core, message, {
      reason: reason + ending,
      code: problem?.code,
      carrier,
      isExpired: true,
    });
  }
}

/** The segments, as made before when the options are the same; or why there are none. */
function tryEncode(message: QueuedMessage, options: TextOptions): readonly Segment[] | Error {
  if (message.encoded?.options === options) return message.encoded.segments;
  try {
    const segments = encodeBody(message.content, referenceOf(message), options);
    message.encoded = { options, segments };
    return segments;
  } catch (error) {
    return error instanceof Error ? error : new Error("it cannot be encoded", { cause: error });
  }
}

function warnOf({ log }: Core, desk: CarrierDesk, error: unknown): void {
  const kind = error instanceof Error ? error.name : typeof error;
  log.warn({ carrier: desk.name, error: kind }, "an SMS could not be submitted");
}

function tally(desk: CarrierDesk, outcomes: readonly PartOutcome[], ms: number, now: number): void {
  const { tally, health, breaker } = desk;
  const told = outcomes.filter((outcome) => !("code" in outcome && outcome.code === OWN_LIMIT));
  if (told.length === 0) {
    breaker.abstain();
    return;
  }
  for (const outcome of told) {
    if (outcome.kind === "accepted") tally.accepted++;
    else if (outcome.kind === "uncertain") tally.unanswered++;
    else if (outcome.kind === "unsent") tally.unsent++;
    else if ("code" in outcome) count(tally.errors, outcome.code);
    if (outcome.kind !== "unsent" && outcome.kind !== "throttled") {
      health.answered(outcome.kind === "accepted", ms);
    }
  }
  if (told.some(({ kind }) => kind === "uncertain" || kind === "temporary")) breaker.fail(now);
  else if (told.some(({ kind }) => kind !== "unsent")) breaker.succeed(now);
  else breaker.abstain();
  tally.answerSeconds.observe(ms / 1000);
}
