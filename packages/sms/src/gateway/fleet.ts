import type { CarrierEvents } from "../carrier/port.ts";
import type { PartStore } from "../reassembly/part-store.ts";
import type { BreakerPolicy } from "../routing/breaker.ts";
import { CarrierDesk } from "./carrier-desk.ts";
import type { Core } from "./core.ts";
import { SmsUnavailableError } from "./errors.ts";
import type { CarrierSource } from "./options.ts";

/** A carrier taken out of the routes waits so long for receipts. */
const DRAIN_MS = 30_000;
const LOOK_MS = 100;

/** What a carrier's events mean to the gateway. */
export interface FleetEvents {
  changed(desk: CarrierDesk): void;
  /** It is being taken out: what waits for it goes elsewhere. */
  leaving(desk: CarrierDesk): void;
  eventsOf(desk: CarrierDesk): Omit<CarrierEvents, "changed">;
}

/** The carriers in service, and those that finish what they have. */
export class Fleet {
  readonly #core: Core;
  readonly #breaker: BreakerPolicy;
  readonly #events: FleetEvents;
  readonly #parts: (name: string) => PartStore;
  readonly #draining = new Set<Promise<void>>();

  constructor(core: Core, breaker: BreakerPolicy, events: FleetEvents, parts: (name: string) => PartStore) {
    this.#core = core;
    this.#breaker = breaker;
    this.#events = events;
    this.#parts = parts;
  }

  /** Opens what is new, in its place in the list; what is gone drains. */
  set(sources: readonly CarrierSource[]): void {
    const { desks } = this.#core;
    const current = new Map(desks.filter(({ isDraining }) => !isDraining).map((desk) => [desk.key, desk]));
    const kept = new Set(sources.map(({ key }) => key));
    const leaving = [...current.values()].filter(({ key }) => !kept.has(key));
    const draining = desks.filter(({ isDraining }) => isDraining);
    for (const desk of leaving) desk.isDraining = true;
    const inService = sources.map((source) => current.get(source.key) ?? this.#open(source));
    desks.splice(0, desks.length, ...inService, ...draining, ...leaving);
    for (const desk of leaving) {
      this.#events.leaving(desk);
      const done: Promise<void> = this.#drain(desk).finally(() => this.#draining.delete(done));
      this.#draining.add(done);
    }
    for (const desk of inService) this.#events.changed(desk);
  }

  async ready(timeoutMs: number): Promise<void> {
    const inService = this.#core.desks.filter(({ isDraining }) => !isDraining);
    if (inService.length === 0) throw new SmsUnavailableError("there is no route");
    await Promise.all(inService.map(({ carrier }) => carrier.ready(timeoutMs)));
  }

  /** Closes every link; what is under way is answered or uncertain. */
  async close(): Promise<void> {
    await Promise.all(this.#core.desks.map(({ carrier }) => carrier[Symbol.asyncDispose]()));
    await Promise.all(this.#draining);
  }

  #open(source: CarrierSource): CarrierDesk {
    let desk: CarrierDesk | undefined;
    const of = () => {
      if (!desk) throw new SmsUnavailableError("the carrier is being opened");
      return this.#events.eventsOf(desk);
    };
    const carrier = source.open(
      {
        incoming: async (message) => of().incoming(message),
        receipt: async (receipt) => of().receipt(receipt),
        alert: (phone) => {
          if (desk) this.#events.eventsOf(desk).alert(phone);
        },
        changed: () => {
          if (desk) this.#events.changed(desk);
        },
      },
      this.#parts,
    );
    desk = new CarrierDesk(source.key, carrier, this.#breaker, this.#core.now());
    return desk;
  }

  async #drain(desk: CarrierDesk): Promise<void> {
    const { index, desks } = this.#core;
    const isAwaited = () =>
      [...index.all()].some(
        ({ stage, progress }) =>
          stage === "awaiting" && progress.parts.some(({ carrier }) => carrier === desk.name),
      );
    const deadline = performance.now() + DRAIN_MS;
    while (
      !this.#core.isClosed &&
      (desk.inFlight + desk.reserved > 0 || (isAwaited() && performance.now() < deadline))
    ) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    await desk.carrier[Symbol.asyncDispose]();
    const at = desks.indexOf(desk);
    if (at >= 0) desks.splice(at, 1);
  }
}
