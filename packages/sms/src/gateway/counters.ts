/** What a route has done since it started: plain numbers for metrics. */
export interface RouteCounters {
  /** submit_sm sent, a long text's parts one by one. */
  submitted: number;
  accepted: number;
  rejected: number;
  /** Sent and never answered. */
  uncertain: number;
  /** Not sent for want of a bound link. */
  unavailable: number;
  receipts: number;
  /** Whole messages that handlers took. */
  incoming: number;
  /** deliver_sm answered with an error because a handler failed or a part waited alone. */
  refused: number;
}

export function newCounters(): RouteCounters {
  return {
    submitted: 0,
    accepted: 0,
    rejected: 0,
    uncertain: 0,
    unavailable: 0,
    receipts: 0,
    incoming: 0,
    refused: 0,
  };
}
