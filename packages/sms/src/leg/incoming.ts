import { sealTo } from "@culver/crypto/sealed";
import { encodeSmsContent, sealedSms } from "@culver/protocol";
import type { SmsIncoming } from "../gateway/message.ts";
import type { LegCounters } from "./counters.ts";
import type { DedicatedNumbers } from "./dedicated.ts";
import type { LegAccount, LegDelivery } from "./home.ts";
import { Homeless } from "./homeless.ts";
import type { LegContext } from "./options.ts";
import type { Pair, Pairs } from "./pairs.ts";
import { isOptedOut } from "./refusals.ts";
import { stanzaIdOf } from "./stanza-id.ts";
import { Strangers } from "./strangers.ts";

type Text = SmsIncoming & { readonly body: { readonly kind: "text"; readonly text: string } };

/**
 * Takes texts from phones. The carrier is answered when this resolves: by then the text is sealed to each of the
 * person's devices and in their mailboxes, or is nobody's. A rejection makes the carrier keep it.
 */
export class Incoming {
  readonly #context: LegContext;
  readonly #pairs: Pairs;
  readonly #dedicated: DedicatedNumbers;
  readonly #counters: LegCounters;
  readonly #strangers: Strangers;
  readonly homeless: Homeless;

  constructor(
    context: LegContext,
    {
      pairs,
      dedicated,
      counters,
    }: { readonly pairs: Pairs; readonly dedicated: DedicatedNumbers; readonly counters: LegCounters },
  ) {
    this.#context = context;
    this.#pairs = pairs;
    this.#dedicated = dedicated;
    this.#counters = counters;
    this.#strangers = new Strangers(context, counters);
    this.homeless = new Homeless(context.database, context.homelessMs, context.now);
  }

  async take(raw: SmsIncoming): Promise<void> {
    const { body } = raw;
    if (body.kind !== "text") {
      this.#counters.dropped++;
      return;
    }
    const incoming: Text = { ...raw, from: international(raw.from), to: international(raw.to), body };
    const isKeyword = await this.#obey(incoming);
    if (await this.#dedicated.has(incoming.to)) return this.#toOwner(incoming, isKeyword);
    const pair = await this.#pairs.find(incoming.to, incoming.from);
    const account = pair && (await this.#context.home.account(pair.account));
    // The number's new owner never gets what was meant for the one before.
    if (pair !== undefined && account?.generation === pair.generation) {
      await this.#deliver(incoming, pair, account, isKeyword);
      return;
    }
    this.#counters.unknown++;
    if (!isKeyword && (await this.#pairs.isOurs(incoming.to))) await this.#strangers.answer(incoming);
  }

  /** A number that belongs to one account. While nobody has signed up with it, the carrier keeps what comes, for a while. */
  async #toOwner(incoming: Text, isKeyword: boolean): Promise<void> {
    const { home } = this.#context;
    const owner = await home.accountOf(incoming.to);
    const account = owner === undefined ? undefined : await home.account(owner);
    if (owner !== undefined && account !== undefined) {
      await this.#deliver(
        incoming,
        { number: incoming.to, phone: incoming.from, account: owner },
        account,
        isKeyword,
      );
      return;
    }
    await this.homeless.refuse(incoming.id);
    this.#counters.unknown++;
  }

  /** STOP and its like. They take effect before anything else, and belong in the chat all the same. */
  async #obey({ id, from, to, body }: Text): Promise<boolean> {
    const { rules, gateway, log } = this.#context;
    const outcome = await rules?.takeIncoming({ id, from, to, body });
    if (outcome?.handled !== true) return false;
    this.#counters.keywords++;
    const { reply } = outcome;
    if (reply === undefined) return true;
    try {
      const content = { kind: "text", text: reply.text } as const;
      await gateway.send({ id: reply.id, to: reply.to, from: reply.from, body: content, purpose: "notice" });
    } catch (error) {
      log.warn({ error: error instanceof Error ? error.name : typeof error }, "a keyword was not confirmed");
    }
    return true;
  }

  async #deliver(
    incoming: Text,
    { account, phone: from, number: to }: Pick<Pair, "account" | "phone" | "number">,
    { devices }: LegAccount,
    isKeyword: boolean,
  ): Promise<void> {
    const id = stanzaIdOf("incoming", incoming.id);
    const keyword = isKeyword ? { optedOut: await isOptedOut(this.#context, from, to) } : {};
    const content = encodeSmsContent({ id, from, to, text: incoming.body.text, ...keyword });
    const associated = new TextEncoder().encode(id);
    const deliveries: LegDelivery[] = [];
    for (const { device, hpkeKey } of devices) {
      const sealed = await sealTo(hpkeKey, "sms-incoming", content, associated);
      const payload = sealedSms({ kind: "incoming", id, at: incoming.receivedAt, sealed });
      deliveries.push({ account, devices: [device], id, payload });
    }
    const stored = deliveries.length === 0 ? 0 : await this.#context.home.deliver(deliveries);
    if (stored > 0) {
      this.#counters.delivered++;
      return;
    }
    await this.homeless.refuse(incoming.id);
    this.#counters.dropped++;
  }
}

/** Carriers leave the plus out where they do not say the type of number (SMPP 3.4 section 5.2.5). */
function international(address: string): string {
  return /^[1-9]\d{6,14}$/.test(address) ? `+${address}` : address;
}
