import type { BackoffOptions } from "../link/backoff.ts";
import type { PartStore } from "../reassembly/part-store.ts";

/** Waits and limits of a carrier's links; the defaults suit real carriers. */
export interface SmppTuning {
  /** For each submit_sm to be answered; and before that, to be written. Default 10 000. */
  readonly responseTimeoutMs?: number;
  /** Silence after which enquire_link is sent. Default 30 000. */
  readonly enquireLinkMs?: number;
  /** For connecting, and again for binding. Default 10 000. */
  readonly bindTimeoutMs?: number;
  readonly backoff?: BackoffOptions;
  /** Certificate authorities in PEM that smpps routes trust instead of the system's. */
  readonly ca?: string;
  /** Where parts of long incoming messages wait; this carrier's own. Without it they wait in memory. */
  readonly parts?: PartStore;
  /** After so long an incomplete message is handed over with a mark for what is missing. Default 600 000. */
  readonly reassemblyMs?: number;
  /** Without `parts`: how long a part's answer waits for the others. Default 5 000. */
  readonly holdMs?: number;
  /** Sees every whole PDU of every link, which each carrier numbers from 1; for a capture. */
  readonly onPdu?: (direction: "in" | "out", octets: Buffer, link: number, carrier: string) => void;
}
