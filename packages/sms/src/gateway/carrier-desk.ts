import type { Carrier } from "../carrier/port.ts";
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
  readonly urgent: QueuedMessage[] = [];
  readonly ordinary: QueuedMessage[] = [];
  /** Parts whose mark is being written: they will need room at once. */
  reserved = 0;
  /** Parts submitted and not answered. */
  inFlight = 0;
  isDraining = false;
  /** Its ids were seen to name two messages. */
  idsRepeat = false;
  /** A receipt was matched by id: its ids can be trusted. */
  idsMatch = false;

  constructor(key: string, carrier: Carrier, breaker: BreakerPolicy, now: number) {
    this.key = key;
    this.name = carrier.terms.name;
    this.carrier = carrier;
    this.breaker = new Breaker(breaker, now);
  }

  get queued(): number {
    return this.urgent.length + this.ordinary.length;
  }

  get hasRoom(): boolean {
    return this.carrier.room() - this.reserved > 0;
  }

  enqueue(message: QueuedMessage): void {
    (message.purpose === "code" ? this.urgent : this.ordinary).push(message);
  }

  /** The next message that waits for room. */
  next(): QueuedMessage | undefined {
    return this.urgent.shift() ?? this.ordinary.shift();
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
