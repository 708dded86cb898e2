import type { SmsGateway } from "@culver/sms";
import type { BusinessNumbers, ClosedPrefixes, Pool, Suppressions } from "./ports.ts";

export interface OperatorOptions {
  readonly gateway: SmsGateway;
  /** Of `createToken`: who has it may send, read traces by number and change things. */
  readonly token: string;
  /** Sender of `culver sms send` when it names none. */
  readonly sender: string;
  readonly suppressions?: Suppressions | undefined;
  readonly closedPrefixes?: ClosedPrefixes | undefined;
  readonly pool?: Pool | undefined;
  readonly businessNumbers?: BusinessNumbers | undefined;
  /** Reads the routes again from where they are configured. @throws for routes that make no sense; the old ones stay. */
  readonly reloadRoutes?: (() => Promise<void>) | undefined;
}
