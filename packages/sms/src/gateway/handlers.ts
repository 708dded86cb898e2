import type { DeliveryReceipt } from "../receipts/receipt.ts";

/** A whole text a phone sent us, long ones put together. */
export interface IncomingSms {
  readonly route: string;
  /** E.164 with plus when the carrier says it is international. */
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Milliseconds since 1970, by the gateway's clock. */
  readonly receivedAt: number;
}

/** What the carrier says became of a message. */
export interface SmsReceipt extends DeliveryReceipt {
  readonly route: string;
}

export type Handler<T> = (value: T) => void | Promise<void>;

/** Handlers that are all awaited; a rejection of any refuses what was handed over. */
export class Handlers<T> {
  readonly #handlers = new Set<Handler<T>>();

  get size(): number {
    return this.#handlers.size;
  }

  /** Returns what removes the handler again. */
  add(handler: Handler<T>): () => void {
    this.#handlers.add(handler);
    return () => this.#handlers.delete(handler);
  }

  async run(value: T): Promise<void> {
    await Promise.all([...this.#handlers].map((handler) => handler(value)));
  }
}
