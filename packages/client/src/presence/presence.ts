import { accountAddress, type Element, parseLastActivity, parsePresence, presence } from "@culver/protocol";
import type { PeerPresence } from "../api.ts";
import type { Context } from "../core/context.ts";

/** Who is looking: told to peers who may know, and asked of those who are watched. A subscription lasts as long as its session. */
export class Presence {
  readonly #context: Context;
  readonly #watched = new Set<string>();
  #active = false;

  constructor(context: Context) {
    this.#context = context;
  }

  setActive(active: boolean): void {
    if (active === this.#active) return;
    this.#active = active;
    this.#context.wire.send(presence(active ? {} : { type: "unavailable" }));
  }

  watch(account: string, watch: boolean): void {
    if (watch === this.#watched.has(account)) return;
    if (watch) this.#watched.add(account);
    else this.#watched.delete(account);
    this.#send(account, watch ? "subscribe" : "unsubscribe");
  }

  /** A new session knows nothing of the one before. */
  renew(): void {
    if (this.#active) this.#context.wire.send(presence());
    for (const account of this.#watched) this.#send(account, "subscribe");
  }

  takeIn(stanza: Element): void {
    try {
      const { from, type } = parsePresence(stanza);
      if (from?.kind !== "account" || !this.#watched.has(from.account)) return;
      if (type !== "available" && type !== "unavailable") return;
      const seconds = type === "unavailable" ? parseLastActivity(stanza) : undefined;
      const seen: PeerPresence = {
        account: from.account,
        online: type === "available",
        ...(seconds === undefined ? {} : { lastSeen: this.#context.clock() - seconds * 1_000 }),
      };
      this.#context.changes.emit({ type: "presence", presence: seen });
    } catch {
      this.#context.faults.count("malformed-stanza");
    }
  }

  #send(account: string, type: "subscribe" | "unsubscribe"): void {
    const to = accountAddress(account, this.#context.keys.self.domain);
    this.#context.wire.send(presence({ type, to }));
  }
}
