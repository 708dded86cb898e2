import type { SmsLog } from "../log.ts";
import type { MessageEvent } from "../queue/events.ts";
import type { Journal } from "../queue/journal.ts";
import type { MessageIndex } from "../queue/message-index.ts";
import type { MessageStore } from "../queue/message-store.ts";
import { applyEvent } from "../queue/progress.ts";
import type { QueuedMessage } from "../queue/queued-message.ts";
import type { RetryPolicy } from "../queue/retry.ts";
import { receiptWords } from "../receipts/words.ts";
import type { Vault } from "../vault/vault.ts";
import type { CarrierDesk } from "./carrier-desk.ts";
import type { SmsStatus } from "./message.ts";
import type { OpenSmsGatewayOptions, QueueTuning } from "./options.ts";
import type { StatusTeller } from "./status-teller.ts";

/** What the parts of one gateway share. */
export interface Core {
  readonly journal: Journal;
  readonly index: MessageIndex;
  readonly store: MessageStore;
  readonly vault: Vault;
  readonly statuses: StatusTeller;
  readonly rules: OpenSmsGatewayOptions["rules"];
  readonly retry: RetryPolicy;
  readonly tuning: Required<QueueTuning>;
  readonly now: () => number;
  readonly log: SmsLog;
  readonly counters: GatewayTally;
  /** In service, then those that drain. */
  readonly desks: CarrierDesk[];
  /** Callers of `settled`, by id. */
  readonly settling: Map<string, ((status: SmsStatus) => void)[]>;
  isClosed: boolean;
}

/** Counts of the whole gateway since it started. */
export interface GatewayTally {
  queued: number;
  repeated: number;
  sent: number;
  delivered: number;
  failed: number;
  expired: number;
  retries: number;
  failovers: number;
  commits: number;
  failedCommits: number;
  /** Messages that are not finished, wherever they are. */
  unfinished: number;
}

/** Takes note of an event in memory and in the journal. */
export function record(
  { journal, now }: Pick<Core, "journal" | "now">,
  message: QueuedMessage,
  event: MessageEvent,
): void {
  const at = now();
  applyEvent(message.progress, event, at, receiptWords);
  journal.event(message.seq, message.nextEvent++, at, event);
}

/** Whether messages that are not in memory wait on disk. */
export const hasMoreOnDisk = ({ counters, index }: Core): boolean => counters.unfinished > index.size;
