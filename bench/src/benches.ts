import { businessText } from "./business/business-text.ts";
import { FULL_PLAN as FULL_BUSINESS, QUICK_PLAN as QUICK_BUSINESS } from "./business/plan.ts";
import { runBusiness } from "./business/run-business.ts";
import { FULL_PLAN, QUICK_PLAN } from "./relay/plan.ts";
import { relayText } from "./relay/report/relay-text.ts";
import { runRelay } from "./relay/run-relay.ts";
import { FULL_PLAN as FULL_SMS, QUICK_PLAN as QUICK_SMS } from "./sms/plan.ts";
import { runSms } from "./sms/run-sms.ts";
import { smsText } from "./sms/sms-text.ts";

interface BenchOptions {
  /** Short and small, to see that everything runs. */
  readonly quick: boolean;
  /** Told what comes next. */
  readonly say: (what: string) => void;
}

interface BenchResult {
  readonly figures: object;
  /** The same, readable; Markdown. */
  readonly text: string;
}

type Bench = (options: BenchOptions) => Promise<BenchResult>;

/** What `bun run bench NAME` can run. */
export const benches: ReadonlyMap<string, Bench> = new Map<string, Bench>([
  [
    "relay",
    async ({ quick, say }: BenchOptions) => {
      const report = await runRelay(quick ? QUICK_PLAN : FULL_PLAN, say);
      return { figures: report, text: relayText(report) };
    },
  ],
  [
    "sms",
    async ({ quick, say }: BenchOptions) => {
      const report = await runSms(quick ? QUICK_SMS : FULL_SMS, say);
      return { figures: report, text: smsText(report) };
    },
  ],
  [
    "business",
    async ({ quick, say }: BenchOptions) => {
      const report = await runBusiness(quick ? QUICK_BUSINESS : FULL_BUSINESS, say);
      return { figures: report, text: businessText(report) };
    },
  ],
]);
