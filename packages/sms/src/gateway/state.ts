import type { BindState } from "../carrier/port.ts";

/** Observations in buckets, as Prometheus has them but not cumulative: `counts[i]` are those up to `bounds[i]`. */
export interface HistogramState {
  /** Upper bounds in seconds, ascending; a last bucket above them all is not named. */
  readonly bounds: readonly number[];
  /** One longer than `bounds`. */
  readonly counts: readonly number[];
  readonly sum: number;
  readonly count: number;
}

/** What a carrier has done since the process started. */
export interface CarrierCounters {
  /** Parts submitted. */
  readonly submits: number;
  readonly accepted: number;
  /** Parts refused, by the carrier's code. */
  readonly errors: Readonly<Record<string, number>>;
  /** Submitted, and no answer came. */
  readonly unanswered: number;
  /** Could not be sent for want of a link. */
  readonly unsent: number;
  /** Parts submitted again that it may already have: possible duplicates. */
  readonly uncertainResubmissions: number;
  /** Receipts that matched, by state. */
  readonly receipts: Readonly<Record<string, number>>;
  /** Matched by: id, reference, address. */
  readonly matchedBy: Readonly<Record<string, number>>;
  /** Receipts that came before their answer and waited for it. */
  readonly parkedReceipts: number;
  /** Receipts for messages nobody knows. */
  readonly unmatchedReceipts: number;
  /** Whole messages that were taken in. */
  readonly incoming: number;
  /** Messages and receipts refused because they could not be made safe; the carrier keeps them. */
  readonly refused: number;
  /** From submit to answer. */
  readonly answerSeconds: HistogramState;
  /** From submit to final receipt. */
  readonly receiptSeconds: HistogramState;
}

export interface BreakerState {
  readonly status: "closed" | "open" | "half-open";
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly consecutiveFailures: number;
  /** When it lets one message try again, while open. */
  readonly probeAt?: number;
}

export interface HealthState {
  /** 0 to 1; a new carrier begins at 1. */
  readonly score: number;
  readonly acceptRate: number;
  readonly deliveryRate: number;
  /** Of answers, smoothed. */
  readonly latencyMs: number;
}

/** One carrier as an operator sees it. Holds no password. */
export interface CarrierState {
  readonly name: string;
  readonly prefixes: readonly string[];
  readonly cost: number;
  readonly currency: string;
  readonly voice: boolean;
  readonly isBound: boolean;
  /** Taken out of the routes: finishes what it has. */
  readonly draining: boolean;
  readonly binds: readonly BindState[];
  readonly breaker: BreakerState;
  readonly health: HealthState;
  /** Messages that wait for room on it. */
  readonly queued: number;
  /** Parts submitted and not answered. */
  readonly inFlight: number;
  /** Its submit answers name messages with ids that are not unique. */
  readonly idsRepeat: boolean;
  readonly counters: CarrierCounters;
}

/** The gateway at one moment: plain data for metrics and pages, without content or numbers. */
export interface GatewayState {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly carriers: readonly CarrierState[];
  readonly queue: {
    /** Not at a final state, in memory or on disk. */
    readonly unfinished: number;
    /** Of these, held in memory. */
    readonly inMemory: number;
    /** Statuses that handlers have not taken yet. */
    readonly statuses: number;
  };
  readonly counters: {
    readonly queued: number;
    /** Sent again with an id that was known. */
    readonly repeated: number;
    readonly sent: number;
    readonly delivered: number;
    readonly failed: number;
    /** Of `failed`. */
    readonly expired: number;
    readonly retries: number;
    /** Messages that went to another carrier. */
    readonly failovers: number;
    readonly commits: number;
    readonly failedCommits: number;
  };
  readonly commitSeconds: HistogramState;
}
