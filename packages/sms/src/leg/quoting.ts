import { sealTo } from "@culver/crypto/sealed";
import { encodeSmsContent, type SealedToGateway, type SmsQuote, StanzaError } from "@culver/protocol";
import type { Callers } from "./callers.ts";
import type { LegDevice } from "./home.ts";
import type { Keyring } from "./keyring.ts";
import { openQuestion } from "./open-seal.ts";
import type { LegContext } from "./options.ts";
import type { Pairs } from "./pairs.ts";
import { isOptedOut, phoneFault } from "./refusals.ts";

/** Says what a text to a phone costs and how it will be written, before anything is sent. */
export class Quoting {
  readonly #context: LegContext;
  readonly #keyring: Keyring;
  readonly #pairs: Pairs;
  readonly #callers: Callers;

  constructor(
    context: LegContext,
    {
      keyring,
      pairs,
      callers,
    }: { readonly keyring: Keyring; readonly pairs: Pairs; readonly callers: Callers },
  ) {
    this.#context = context;
    this.#keyring = keyring;
    this.#pairs = pairs;
    this.#callers = callers;
  }

  /** @throws StanzaError: what `openQuestion` throws; forbidden when the device is on no device list. */
  async quote({ account, device }: LegDevice, question: SealedToGateway): Promise<Uint8Array> {
    const known = await this.#context.home.account(account);
    const hpkeKey = known?.devices.find((listed) => listed.device === device)?.hpkeKey;
    if (known === undefined || hpkeKey === undefined) {
      throw new StanzaError("forbidden", "the device is not on its account's device list");
    }
    const { to } = await openQuestion(this.#keyring, question);
    const own = await this.#callers.require(known);
    const quote = await this.#of({ account, generation: known.generation }, own, to);
    return sealTo(hpkeKey, "sms-quote", encodeSmsContent(quote));
  }

  async #of(
    owner: { account: string; generation: number },
    own: string | undefined,
    to: string,
  ): Promise<SmsQuote> {
    const fault = await phoneFault(this.#context, (number) => this.#pairs.isOurs(number), to, own);
    const terms = this.#context.terms(to);
    if (fault !== undefined || terms === undefined) return { refused: fault ?? "no-route" };
    const from = own ?? (await this.#pairs.numberFor(owner, to));
    if (await isOptedOut(this.#context, to, from ?? "")) return { refused: "opted-out" };
    const { cost, currency, text } = terms;
    return {
      cost,
      ...(currency !== "" && { currency }),
      text: { ...text },
      ...(from !== undefined && { from }),
    };
  }
}
