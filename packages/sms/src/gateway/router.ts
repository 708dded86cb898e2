import { specificity } from "../carrier/route.ts";
import { isBegun } from "../queue/progress.ts";
import type { QueuedMessage } from "../queue/queued-message.ts";
import { type Candidate, chooseCarrier } from "../routing/choose.ts";
import { RecentMap } from "../routing/recent-map.ts";
import type { CarrierDesk } from "./carrier-desk.ts";
import type { Core } from "./core.ts";
import type { OpenSmsGatewayOptions } from "./options.ts";

const REMEMBERED = 20_000;
const LOOKUP_TIMEOUT_MS = 3_000;

/** A desk for a message and why; or that none can take it now, or none ever will. */
export type RoutingChoice =
  | { readonly kind: "chosen"; readonly desk: CarrierDesk; readonly why: string; readonly voice: boolean }
  | { readonly kind: "none-now" | "none-ever" };

/** Applies the rule of routing/choose.ts to the carriers in service. */
export class Router {
  readonly #core: Core;
  readonly #lookup: OpenSmsGatewayOptions["lookup"];
  readonly #networks: NonNullable<OpenSmsGatewayOptions["networks"]>;
  /** Carrier by conversation. */
  readonly #sticky = new RecentMap<string, string>(REMEMBERED);
  /** Network by phone; empty when unknown. */
  readonly #network = new RecentMap<string, string>(REMEMBERED);

  constructor(core: Core, { lookup, networks = {} }: Pick<OpenSmsGatewayOptions, "lookup" | "networks">) {
    this.#core = core;
    this.#lookup = lookup;
    this.#networks = networks;
  }

  /** Whether any carrier in service has this number in its terms. */
  serves(phone: string): boolean {
    return this.#desks.some((desk) => specificity(desk.carrier.terms, phone) >= 0);
  }

  /** A promise to wait for before `choose`, when the phone's network has not been asked for. Never rejects. */
  needsLookup({ content: { to } }: QueuedMessage): Promise<void> | undefined {
    if (!this.#lookup || this.#network.get(to) !== undefined) return undefined;
    return this.#ask(this.#lookup, to);
  }

  choose(message: QueuedMessage): RoutingChoice {
    const { content, purpose } = message;
    const first = this.#among(message, content.voice === true);
    if (first.kind !== "none-ever") return first;
    const isSpoken = content.body.kind === "text" && (purpose === "code" || content.voice === true);
    if (!isSpoken) return first;
    // A code that cannot be had by SMS is spoken; a call that cannot be made is an SMS.
    return this.#among(message, content.voice !== true);
  }

  /** Whether another carrier than this one could take the message. */
  hasOther(message: QueuedMessage, carrier: string): boolean {
    return this.#candidates(message, false).some(
      (candidate) => candidate.name !== carrier && candidate.specificity >= 0 && !candidate.hasRefused,
    );
  }

  /** The next message of this conversation goes the same way. */
  remember(message: QueuedMessage, desk: CarrierDesk): void {
    if (message.progress.parts.some(({ state }) => state === "accepted")) {
      this.#sticky.set(message.content.stickTo ?? message.content.to, desk.name);
    }
  }

  /** When receipts must have come, milliseconds since 1970; undefined: never. */
  receiptTimeout({ progress }: QueuedMessage): number | undefined {
    const part = progress.parts.find(({ state }) => state === "accepted");
    const terms = this.#core.desks.find(({ name }) => name === part?.carrier)?.carrier.terms;
    if (!part || !terms || terms.receiptTimeoutSeconds === 0) return undefined;
    return part.submittedAt + terms.receiptTimeoutSeconds * 1000;
  }

  get #desks(): readonly CarrierDesk[] {
    return this.#core.desks.filter(({ isDraining }) => !isDraining);
  }

  #among(message: QueuedMessage, voice: boolean): RoutingChoice {
    const choice = chooseCarrier(this.#candidates(message, voice));
    if (choice.kind !== "chosen") return choice;
    const { carrier, why } = choice;
    return { kind: "chosen", desk: carrier.desk, why: voice ? `${why}, as a call` : why, voice };
  }

  #candidates(
    message: QueuedMessage,
    voice: boolean,
  ): readonly (Candidate & { readonly desk: CarrierDesk })[] {
    const { content, progress } = message;
    const sticky = this.#sticky.get(content.stickTo ?? content.to);
    const preferred = this.#networks[this.#network.get(content.to) ?? ""] ?? [];
    const begun = isBegun(progress)
      ? progress.parts.find(({ state }) => state === "submitted")?.carrier
      : undefined;
    const now = this.#core.now();
    return this.#desks
      .filter(({ carrier }) => !voice || carrier.terms.voice)
      .map((desk) => ({
        desk,
        name: desk.name,
        specificity: specificity(desk.carrier.terms, content.to),
        isOfNetwork: preferred.includes(desk.name),
        isBound: desk.carrier.isBound,
        isAllowed: desk.breaker.allows(now),
        hasRefused: progress.refusedBy.has(voice ? `${desk.name}/voice` : desk.name),
        setbacks: progress.setbacks.get(desk.name) ?? 0,
        isSticky: desk.name === sticky,
        avoidance: (content.avoid?.lastIndexOf(desk.name) ?? -1) + 1,
        mayHaveIt: desk.name === begun,
        health: desk.health.score,
        cost: desk.carrier.terms.cost,
      }));
  }

  async #ask(lookup: NonNullable<OpenSmsGatewayOptions["lookup"]>, phone: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => resolve(undefined), LOOKUP_TIMEOUT_MS);
    try {
      const found = await Promise.race([lookup(phone), promise]);
      this.#network.set(phone, found?.network ?? "");
    } catch (error) {
      this.#network.set(phone, "");
      const kind = error instanceof Error ? error.name : typeof error;
      this.#core.log.warn({ error: kind }, "the network of a phone could not be looked up");
    } finally {
      clearTimeout(timer);
    }
  }
}
