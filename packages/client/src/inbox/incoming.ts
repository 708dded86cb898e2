import type { MlsMessage } from "@culver/protocol";

/** A message of a conversation as it came from the mailbox. */
export interface IncomingMessage {
  readonly id: string;
  readonly conversation: string;
  readonly account: string;
  readonly device: string;
  /** When the server accepted it, Unix ms. */
  readonly at: number;
  readonly mls: MlsMessage;
}
