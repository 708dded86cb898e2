import type { Database } from "@culver/storage";
import type { Carrier, CarrierEvents } from "../carrier/port.ts";
import type { AnyCarrierRoute } from "../carrier/schemes.ts";
import type { SmppTuning } from "../carrier/smpp-tuning.ts";
import type { SmsLog } from "../log.ts";
import type { RetryPolicy } from "../queue/retry.ts";
import type { PartStore } from "../reassembly/part-store.ts";
import type { BreakerPolicy } from "../routing/breaker.ts";
import type { SmsRules } from "../rules/index.ts";

/** Something that speaks to a carrier, before it is opened. */
export interface CarrierSource {
  /** Equal for the same contract: when routes are reloaded, what is unchanged keeps its binds. Never logged. */
  readonly key: string;
  /** @param parts where a carrier of this name keeps parts of long incoming messages. */
  open(events: CarrierEvents, parts: (name: string) => PartStore): Carrier;
}

/** Routes as CULVER_SMS_ROUTES has them, parsed ones, or carriers of any kind. */
export type SmsRoutes = string | readonly (AnyCarrierRoute | CarrierSource)[];

export interface QueueTuning {
  /** How long a commit gathers, milliseconds. Default 4. */
  readonly commitWindowMs?: number;
  /** Messages waiting for a carrier that are held in memory; the others wait on disk. Default 10 000. */
  readonly maxInMemory?: number;
  /** Sent messages remembered in memory until their receipts come; older ones are found on disk. Default 20 000. */
  readonly maxAwaiting?: number;
  /** How often what is due on disk is looked for, milliseconds. Default 1 000. */
  readonly sweepMs?: number;
  /** Receipts that wait for an answer that could name them; beyond it the oldest is given up. Default 10 000. */
  readonly maxParked?: number;
  /** After its validity, how long a sent message still waits for receipts, seconds. Default 600. */
  readonly receiptGraceSeconds?: number;
  /** How long traces and receipts are kept, days. Default 14. */
  readonly keepDays?: number;
  /** A handler that failed is asked again after this, milliseconds, doubling up to a minute. Default 1 000. */
  readonly handlerRetryMs?: number;
}

export interface OpenSmsGatewayOptions {
  /** Where messages wait. The gateway migrates its own tables; the caller closes it after the gateway. */
  readonly database: Database;
  /** May be empty: then `send` refuses until `setRoutes`. */
  readonly routes: SmsRoutes;
  readonly log?: SmsLog;
  readonly clock?: { now(): number };
  /** Of the links to carriers. */
  readonly tuning?: Omit<SmppTuning, "parts">;
  readonly queue?: QueueTuning;
  readonly retry?: Partial<RetryPolicy>;
  /** When a carrier that fails is left alone. */
  readonly breaker?: Partial<BreakerPolicy>;
  /** 32 octets that seal the data keys in the database; keep them elsewhere. Without, a copy of the database is readable. */
  readonly secret?: Uint8Array;
  /** Who has said STOP, and the hours at which nobody is written to: asked before every submission. */
  readonly rules?: Pick<SmsRules, "checkOutgoing">;
  /** Asks which network a phone is in (HLR), so that `networks` can decide. */
  readonly lookup?: (phone: string) => Promise<{ readonly network?: string } | undefined>;
  /** Names of the carriers that are preferred for a network. */
  readonly networks?: Readonly<Record<string, readonly string[]>>;
}
