import {
  type SmsOutgoing,
  type SmsRefusalReason,
  type SmsSend,
  StanzaError,
  sealedSms,
  smsRefusal,
} from "@culver/protocol";
import type { Transaction } from "@culver/storage";
import { SmsUnavailableError } from "../gateway/errors.ts";
import { TextTooLongError } from "../text/index.ts";
import type { Callers } from "./callers.ts";
import type { LegCounters } from "./counters.ts";
import type { LegAccount, LegDevice } from "./home.ts";
import type { Keyring } from "./keyring.ts";
import { openOutgoing } from "./open-seal.ts";
import type { LegContext } from "./options.ts";
import { type Owner, Pairs } from "./pairs.ts";
import { isOptedOut, isTooLong, phoneFault } from "./refusals.ts";
import type { Send, Sends } from "./sends.ts";
import { stanzaIdOf } from "./stanza-id.ts";

export interface OutgoingParts {
  readonly context: LegContext;
  readonly keyring: Keyring;
  readonly pairs: Pairs;
  readonly callers: Callers;
  readonly sends: Sends;
  readonly counters: LegCounters;
}

/**
 * Takes texts from people.
 *
 * 1. One transaction notes the text under its id, and the pair of numbers it goes by.
 * 2. The gateway has it on disk, under an id that follows from the text's.
 * 3. The copies are in the mailboxes of the sender's other devices, under such an id too.
 * 4. The note says done; only then is the sender answered.
 *
 * Killed between any two, the sender's device sends again under the same id, and each step finds what it did before.
 */
export class Outgoing {
  readonly #parts: OutgoingParts;

  constructor(parts: OutgoingParts) {
    this.#parts = parts;
  }

  /** @throws StanzaError (`smsRefusal`). */
  async send(sender: LegDevice, send: SmsSend): Promise<void> {
    const { context, sends, counters } = this.#parts;
    const home = await context.home.account(sender.account);
    if (home === undefined) throw new StanzaError("forbidden");
    const owner = { account: sender.account, generation: home.generation };
    const before = await sends.find(owner, send.id);
    if (before?.isDone === true) {
      counters.repeated++;
      return;
    }
    try {
      const own = await this.#parts.callers.require(home);
      const text = await openOutgoing(this.#parts.keyring, send.text, send.id);
      const noted = before ?? (await this.#note(owner, own, text));
      await this.#handOver(noted, text, own === undefined ? "person" : "business");
      await this.#copy(sender, home, send);
      await sends.done(noted);
      counters.taken++;
    } catch (error) {
      throw this.#counted(error);
    }
  }

  /** The row that the text is known by from now on. */
  async #note(owner: Owner, own: string | undefined, { id, to, text }: SmsOutgoing): Promise<Send> {
    const { context, pairs, sends } = this.#parts;
    const fault = await phoneFault(context, (number) => pairs.isOurs(number), to, own);
    const terms = context.terms(to);
    if (fault !== undefined || terms === undefined) throw refusal(fault ?? "no-route");
    if (isTooLong(text, terms, context.limits.maxSegments)) throw refusal("too-long");
    const known = own ?? (await pairs.numberFor(owner, to)) ?? "";
    if (await isOptedOut(context, to, known)) throw refusal("opted-out");
    return context.database.transaction(async (tx) => {
      await tx.lock(Pairs.lockOf(to));
      await tx.lock(`sms-send:${owner.account}`);
      const before = await sends.find(owner, id, tx);
      if (before !== undefined) return before;
      const number = own ?? (await this.#fromPool(tx, owner, to));
      if (number === undefined) throw refusal("pool-exhausted");
      const message = `p.${stanzaIdOf(owner.account, String(owner.generation), id)}`;
      const noted = { ...owner, id, message, number, isDone: false };
      await sends.add(tx, noted);
      return noted;
    });
  }

  /** A person's limits, and the number of the pool that this phone knows them by. */
  async #fromPool(tx: Transaction, owner: Owner, to: string): Promise<string | undefined> {
    const { context, pairs, sends } = this.#parts;
    const { hour, day } = await sends.recent(tx, owner.account);
    if (hour >= context.limits.perHour || day >= context.limits.perDay) throw refusal("too-many");
    return pairs.assign(tx, owner, to);
  }

  async #handOver(noted: Send, { to, text }: SmsOutgoing, purpose: "person" | "business"): Promise<void> {
    const { gateway } = this.#parts.context;
    const { message: id, number: from, account } = noted;
    const stickTo = stanzaIdOf(account, to);
    try {
      await gateway.send({ id, to, from, body: { kind: "text", text }, purpose, account, stickTo });
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === undefined) throw error;
      await this.#parts.sends.forget(noted);
      throw refusal(reason);
    }
  }

  async #copy(
    { account, device }: LegDevice,
    { devices }: LegAccount,
    { id, copies }: SmsSend,
  ): Promise<void> {
    const { home, now } = this.#parts.context;
    const at = now();
    const deliveries = copies.flatMap(({ device: to, sealed }) => {
      const other = Number(to);
      // A device that is gone by now needs no copy, and nobody sends one to somebody else's.
      if (other === device || !devices.some((listed) => listed.device === other)) return [];
      const payload = sealedSms({ kind: "copy", id, at, sealed });
      return [{ account, devices: [other], id: stanzaIdOf("copy", account, to, id), payload }];
    });
    await home.deliver(deliveries);
  }

  #counted(error: unknown): unknown {
    if (error instanceof StanzaError) {
      const { refused } = this.#parts.counters;
      const reason = error.app?.attrs.reason ?? error.condition;
      refused[reason] = (refused[reason] ?? 0) + 1;
    }
    return error;
  }
}

function refusal(reason: SmsRefusalReason): StanzaError {
  return smsRefusal(reason);
}

function reasonOf(error: unknown): SmsRefusalReason | undefined {
  if (error instanceof SmsUnavailableError) return "no-route";
  return error instanceof TextTooLongError ? "too-long" : undefined;
}
