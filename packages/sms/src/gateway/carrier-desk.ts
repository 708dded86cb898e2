import type { Carrier } from "../carrier/port.ts";
import { Fifo } from "../queue/fifo.ts";
import type { QueuedMessage } from "../queue/queued-message.ts";
import { Breaker, type BreakerPolicy } from "../routing/breaker.ts";
import { Health } from "../routing/health.ts";
import { CarrierTally } from "./carrier-tally.ts";
import type { CarrierState } from "./state.ts";

/** One carrier in service, and what the gateway knows of it. */
export class CarrierDesk {
  /** Tells whether routes that are set anew mean the same contract. */
  readonly key: string;
  readonly name: string;
  readonly carrier: Carrier;
  readonly breaker: Breaker;
  readonly health = new Health();
  readonly tally = new CarrierTally();
  /** Messages that wait for room: codes, and all others. */
  readonly #urgent = new Fifo<QueuedMessage>();
  readonly #ordinary = new Fifo<QueuedMessage>();
  /** Parts whose mark is being written: they will need room at once. */
  reserved = 0;
  /** Parts submitted and not answered. */
  inFlight = 0;
  isDraining = false;
  /** When last looked at. */
  wasBound = false;
  /** Its ids were seen to name two messages. */
  idsRepeat = false;
  /** Receipts that were matched by address after their ids had named nothing. */
  addressMatches = 0;
  /** A receipt was matched by id: its ids can be trusted. */
  idsMatch = false;
  /** The last such receipt had the id in another notation than the answer. */
  usesOtherNotation = false;

  constructor(key: string, carrier: Carrier, breaker: BreakerPolicy, now: number) {
    this.key = key;
    this.name = carrier.terms.name;
    this.carrier = carrier;
    this.breaker = new Breaker(breaker, now);
  }

  get queued(): number {
    return this.#urgent.length + this.#ordinary.length;
  }

  /** Its receipts name messages by other ids than its answers. */
  get hasOtherIds(): boolean {
    return !this.idsMatch && this.addressMatches >= 3;
  }

  /** No answer is to come. */
  get isIdle(): boolean {
    return this.inFlight + this.reserved === 0;
  }

  get hasRoom(): boolean {
    return this.carrier.room() - this.reserved > 0;
  }

  enqueue(message: QueuedMessage): void {
    (message.purpose === "code" ? this.#urgent : this.#ordinary).push(message);
  }

  /** The next message that waits for room. */
  next(): QueuedMessage | undefined {
    return this.#urgent.shift() ?? this.#ordinary.shift();
  }

  state(): CarrierState {
    const { name, prefixes, cost, currency, voice } = this.carrier.terms;
    return {
      ...{ name, prefixes, cost, currency, voice },
      isBound: this.carrier.isBound,
      draining: this.isDraining,
      binds: this.carrier.binds(),
      breaker: this.breaker.state(),
      health: this.health.state(),
      queued: this.queued,
      inFlight: this.inFlight,
      idsRepeat: this.idsRepeat,
      counters: this.tally.state(),
    };
  }
}
