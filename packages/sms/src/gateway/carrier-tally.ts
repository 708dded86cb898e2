import { Histogram } from "./histogram.ts";
import type { CarrierCounters } from "./state.ts";

const ANSWER_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const RECEIPT_BOUNDS = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200, 43_200, 172_800];

/** Counts what a carrier does. */
export class CarrierTally {
  submits = 0;
  accepted = 0;
  unanswered = 0;
  unsent = 0;
  uncertainResubmissions = 0;
  parkedReceipts = 0;
  unmatchedReceipts = 0;
  incoming = 0;
  refused = 0;
  readonly errors = new Map<string, number>();
  readonly receipts = new Map<string, number>();
  readonly matchedBy = new Map<string, number>();
  readonly answerSeconds = new Histogram(ANSWER_BOUNDS);
  readonly receiptSeconds = new Histogram(RECEIPT_BOUNDS);

  state(): CarrierCounters {
    const { submits, accepted, unanswered, unsent, uncertainResubmissions } = this;
    const { parkedReceipts, unmatchedReceipts, incoming, refused } = this;
    return {
      ...{ submits, accepted, unanswered, unsent, uncertainResubmissions },
      ...{ parkedReceipts, unmatchedReceipts, incoming, refused },
      errors: Object.fromEntries(this.errors),
      receipts: Object.fromEntries(this.receipts),
      matchedBy: Object.fromEntries(this.matchedBy),
      answerSeconds: this.answerSeconds.state(),
      receiptSeconds: this.receiptSeconds.state(),
    };
  }
}

/** Keys that a carrier chooses: more of them than that are one. */
const MAX_KEYS = 100;

/** One more of `key`, or of "other" when there are too many keys already. */
export function count(map: Map<string, number>, key: string): void {
  const known = map.has(key) || map.size < MAX_KEYS ? key : "other";
  map.set(known, (map.get(known) ?? 0) + 1);
}
