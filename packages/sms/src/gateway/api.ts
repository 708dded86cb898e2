import type { SmsIncoming, SmsMessage, SmsStatus } from "./message.ts";
import type { SmsRoutes } from "./options.ts";
import type { GatewayState } from "./state.ts";
import type { MessageTrace, StoredReceipt } from "./trace.ts";

/** The durable queue of messages to phones, and the door for what phones send. */
export interface SmsGateway extends AsyncDisposable {
  /**
   * Resolves when the message is committed to disk: from then on it is sent, or its failure is told. A message with
   * an id that is known is not queued again.
   * @throws AddressError for a malformed number or sender; TextTooLongError; SmsIdError; SmsUnavailableError when no route serves
   * the number; StorageError when it could not be written. Then nothing will be sent.
   */
  send(message: SmsMessage): Promise<{ readonly id: string }>;
  /**
   * Withdraws a message of which no carrier has a part, or may have: true once that is on disk. It has then failed with
   * the code "cancelled". False when it is too late, or nobody knows the id.
   */
  cancel(id: string): Promise<boolean>;
  /** Awaited before the carrier is answered; a rejection makes the carrier keep it. Without a handler it keeps all. */
  onIncoming(handler: (incoming: SmsIncoming) => void | Promise<void>): () => void;
  /** Told at least once, in order for each message; a rejection means it is told again later, after a crash too. */
  onStatus(handler: (status: SmsStatus) => void | Promise<void>): () => void;
  /** Resolves with the last status: delivered, failed, or sent where no receipt will come; undefined: id unknown. */
  settled(id: string): Promise<SmsStatus | undefined>;
  /** Takes new routes: what is unchanged keeps its binds, what is gone finishes and closes. @throws RouteError */
  setRoutes(routes: SmsRoutes): Promise<void>;
  /** By id, or by reference (0 to 65 535, several may share one); newest first. */
  trace(idOrReference: string | number): Promise<readonly MessageTrace[]>;
  /** Of the newest messages to a phone, newest first. The database holds only a keyed hash of it. */
  tracesOf(phone: string, limit?: number): Promise<readonly MessageTrace[]>;
  /** Receipts taken in since a time (milliseconds since 1970), oldest first. */
  replayReceipts(since: number): AsyncIterable<StoredReceipt>;
  state(): GatewayState;
  /** Resolves when every carrier can send. @throws SmsUnavailableError after `timeoutMs`, default 10 000. */
  ready(timeoutMs?: number): Promise<void>;
}
