import type { EventError } from "../events/index.ts";
import { GraphError } from "../graph/index.ts";
import type { BusinessNumber, Outgoing } from "../model/index.ts";
import { PairRate, Throughput, TIER_MS, Tier, windowEndsAt } from "../rules/index.ts";
import { failure } from "./failure.ts";
import type { Settings } from "./options.ts";
import { type ThreadRow, threadOf } from "./thread-row.ts";

/** What the rules of section 7 say of a message that is to be sent. */
export interface Verdict {
  /** It is taken, and its status is `failed`. */
  readonly failure?: EventError;
  /** The customer is written to outside the window. */
  readonly isOutside: boolean;
}

/** The rules of section 7, with what they count. */
export class SendRules {
  readonly throughput: Throughput;
  readonly #pairs: PairRate;
  readonly #tier: Tier;
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.throughput = new Throughput(settings.limits.throughput);
    this.#pairs = new PairRate(settings.limits);
    this.#tier = new Tier(settings.limits.tier);
  }

  /** Counts what the last day has used of the tiers. */
  async load(): Promise<void> {
    const { database, accounts, now } = this.#settings;
    const rows = await database.query<{ thread: string; number: string; at: number }>(
      `SELECT thread, number, MAX(at) AS at FROM business_messages WHERE is_outside = 1 AND at > ?
       GROUP BY thread, number ORDER BY 3`,
      [now() - TIER_MS],
    );
    for (const { thread, number, at } of rows) {
      const business = accounts.number(number)?.business;
      if (business !== undefined) this.#tier.note(business, thread, at);
    }
  }

  /** @throws GraphError 130429, 131056, 131064, and 131047 where the settings say so */
  check(number: BusinessNumber, row: ThreadRow, { content, channel }: Outgoing): Verdict {
    const { limits, now } = this.#settings;
    const at = now();
    if (!this.throughput.send(number.id, at)) throw new GraphError(130429);
    if (!this.#pairs.send(row.id, at)) throw new GraphError(131056);
    const isTemplate = content.type === "template";
    if (row.is_blocked) return { failure: failure(131026), isOutside: false };
    if (isTemplate && row.is_opted_out && content.category.toUpperCase() === "MARKETING")
      return { failure: failure(131050), isOutside: false };
    const bySms = (channel ?? row.channel) === "sms";
    if (bySms || windowEndsAt(threadOf(row), limits, at) !== undefined) return { isOutside: false };
    // Whether a phone that nothing is known of has an app shows when it is looked up.
    if (!isTemplate && row.account === null) return { isOutside: false };
    if (!isTemplate) {
      if (limits.refuseAtOnce) throw new GraphError(131047);
      return { failure: failure(131047), isOutside: false };
    }
    if (!this.#tier.admit(number.business, row.id, at)) throw new GraphError(131064);
    return { isOutside: true };
  }
}
