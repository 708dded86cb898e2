import type { Lane } from "./lane.ts";

/** As the client does: acknowledgements after 50 stanzas or 100 ms, receipts gathered for 50 ms. */
const ACKNOWLEDGE_AFTER = 50;
const TICK_MS = 5;
const ACKNOWLEDGE_TICKS = 20;
const RECEIPT_TICKS = 10;

/** Acknowledges what arrives on lanes, and sends receipts for it when asked to. Disposing it sends what is due. */
export class Courtesy implements Disposable {
  readonly #lanes: readonly Lane[];
  readonly #pending: number[];
  readonly #receipts: boolean;
  readonly #timer: ReturnType<typeof setInterval>;
  #tick = 0;

  constructor(lanes: readonly Lane[], receipts: boolean, onArrived: () => void = () => {}) {
    this.#lanes = lanes;
    this.#receipts = receipts;
    // What came before this was made wants its acknowledgement too.
    this.#pending = lanes.map(() => 1);
    for (const [index, lane] of lanes.entries()) {
      lane.owesReceipts = receipts;
      lane.onArrived = () => {
        const pending = (this.#pending[index] ?? 0) + 1;
        this.#pending[index] = pending;
        if (pending >= ACKNOWLEDGE_AFTER) this.#acknowledge(index, lane);
        onArrived();
      };
    }
    this.#timer = setInterval(() => this.#onTick(), TICK_MS);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    for (const [index, lane] of this.#lanes.entries()) {
      this.#acknowledge(index, lane);
      lane.onArrived = () => {};
    }
  }

  /** Timers of many devices do not go off together: each lane has its turn. */
  #onTick(): void {
    this.#tick++;
    for (const [index, lane] of this.#lanes.entries()) {
      if (this.#receipts && (this.#tick + index) % RECEIPT_TICKS === 0) lane.sendReceipts();
      if ((this.#tick + index) % ACKNOWLEDGE_TICKS === 0) this.#acknowledge(index, lane);
    }
  }

  #acknowledge(index: number, lane: Lane): void {
    if (this.#pending[index] === 0) return;
    this.#pending[index] = 0;
    lane.acknowledge();
  }
}
