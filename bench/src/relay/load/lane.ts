/**
 * One side of a pair under load. The load is the same for the relay and for the ceiling; a lane hides how each frames messages
 * and acknowledgements. It checks that what arrives is what its peer sent, in order and once.
 */
export interface Lane {
  /** Messages and receipts sent, and those of them the server has acknowledged. */
  readonly sent: number;
  readonly acknowledged: number;
  /** Messages that have arrived. */
  readonly arrived: number;
  /** Messages of its own that the peer has sent receipts for. */
  readonly receipted: number;
  /** Whether it remembers what arrives for `sendReceipts`; what it remembered is forgotten when this becomes false. */
  owesReceipts: boolean;
  onAcknowledged: () => void;
  /** A message or a batch of receipts has arrived. */
  onArrived: () => void;
  /** Sends the next message, with the next `flush`. */
  queueMessage(): void;
  flush(): void;
  /** Acknowledges to the server all that has arrived. */
  acknowledge(): void;
  /** Sends receipts for all that has arrived since the last, where the protocol has receipts. */
  sendReceipts(): void;
  close(): Promise<void>;
}
