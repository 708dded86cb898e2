/** How much the bench of the SMS gateway does. */
export interface SmsPlan {
  /** Messages through Culver's gateway, after `warmUp` others. */
  readonly messages: number;
  readonly warmUp: number;
  /** Messages through Kannel. */
  readonly kannelMessages: number;
  /** Callers that each wait for one message to be taken before the next. */
  readonly callers: number;
  /** Unanswered submit_sm at once, for both. */
  readonly window: number;
  /** PDUs for the codec alone. */
  readonly pdus: number;
}

export const FULL_PLAN: SmsPlan = {
  messages: 40_000,
  warmUp: 4_000,
  kannelMessages: 20_000,
  callers: 100,
  window: 50,
  pdus: 300_000,
};

export const QUICK_PLAN: SmsPlan = {
  messages: 1_000,
  warmUp: 100,
  kannelMessages: 500,
  callers: 50,
  window: 50,
  pdus: 20_000,
};
