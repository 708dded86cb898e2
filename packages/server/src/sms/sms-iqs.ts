import {
  type Element,
  NS_SMS,
  parseSmsQuoteRequest,
  parseSmsSend,
  parseSmsWake,
  StanzaError,
  smsInfo,
  smsQuoteAnswer,
  smsRefusal,
  smsWake,
} from "@culver/protocol";
import { type IqEntry, iq } from "../accounts/iq.ts";
import type { LimitPolicies } from "../limits/policies.ts";
import type { RateLimiter } from "../limits/rate-limiter.ts";
import { takeOrRefuse } from "../limits/stanza.ts";
import type { IqHandler, IqTable, Principal } from "../ports.ts";
import type { EncryptedSmsScheduler } from "./encrypted-sms.ts";
import type { SmsLegPort } from "./ports.ts";
import type { Wakes } from "./wakes.ts";

const MIN_AFTER_SECONDS = 60;
const MAX_AFTER_SECONDS = 86_400;
/** A seal holds a number and at most 10,000 characters of JSON. */
const MAX_SEAL_BYTES = 64 * 1024;
const MAX_SEND_BYTES = 192 * 1024;

export interface SmsIqOptions {
  /** Undefined: this server sends no SMS for people. */
  readonly leg: SmsLegPort | undefined;
  readonly wakes: Wakes;
  /** Undefined: no encrypted SMS either. */
  readonly encrypted: EncryptedSmsScheduler | undefined;
  readonly limiter: RateLimiter;
  readonly limits: LimitPolicies;
}

/** info, quote, send and wake (docs/protocol.md, "SMS"). */
export function createSmsIqs(options: SmsIqOptions): IqTable {
  return new Map<string, IqHandler>([
    iq("get", NS_SMS, "info", (principal) => info(options, principal)),
    iq("get", NS_SMS, "quote", (principal, payload) => quote(options, principal, payload)),
    iq("set", NS_SMS, "send", (principal, payload) => send(options, principal, payload)),
    wake(options),
  ]);
}

async function info({ leg }: SmsIqOptions, principal: Principal): Promise<Element> {
  return smsInfo(leg === undefined ? { key: undefined } : await leg.info(principal));
}

async function quote(options: SmsIqOptions, principal: Principal, payload: Element): Promise<Element> {
  const { leg } = options;
  const question = parseSmsQuoteRequest(payload);
  if (leg === undefined) throw smsRefusal("unavailable");
  assertSize(question.sealed.length, MAX_SEAL_BYTES);
  await lookUp(options, leg, principal);
  return smsQuoteAnswer(await leg.quote(principal, question));
}

async function send(options: SmsIqOptions, principal: Principal, payload: Element): Promise<undefined> {
  const { leg } = options;
  const text = parseSmsSend(payload);
  if (leg === undefined) throw smsRefusal("unavailable");
  assertSize(text.text.sealed.length, MAX_SEAL_BYTES);
  const copies = text.copies.reduce((sum, { sealed }) => sum + sealed.length, 0);
  assertSize(text.text.sealed.length + copies, MAX_SEND_BYTES);
  await lookUp(options, leg, principal);
  await leg.send(principal, text);
}

/** The answer to either tells whether a number is on Culver, so both count as looking it up. */
async function lookUp(
  { limiter, limits }: SmsIqOptions,
  leg: SmsLegPort,
  { account }: Principal,
): Promise<void> {
  if (await leg.hasOwnNumber(account)) return;
  await takeOrRefuse(limiter, [{ limit: "lookup", subject: account, policy: limits.lookupNumbers }]);
}

function assertSize(bytes: number, most: number): void {
  if (bytes > most) throw smsRefusal("too-long");
}

function wake(options: SmsIqOptions): IqEntry {
  return [
    `${NS_SMS}|wake`,
    async (principal, { type, payload }) => {
      const wanted = parseSmsWake(payload);
      if (type === "set") await setWake(options, principal, wanted);
      const current = await options.wakes.of(principal.account);
      return smsWake(current && { device: `${current.device}`, afterSeconds: current.afterSeconds });
    },
  ];
}

async function setWake(
  { wakes, encrypted }: SmsIqOptions,
  principal: Principal,
  wanted: ReturnType<typeof parseSmsWake>,
): Promise<void> {
  if (wanted === undefined) {
    await wakes.clear(principal.account);
    encrypted?.unwatch(principal.account);
    return;
  }
  if (encrypted === undefined) throw smsRefusal("unavailable");
  const { device, afterSeconds } = wanted;
  if (device !== `${principal.device}`) throw new StanzaError("bad-request", "a device asks for itself");
  if (!(afterSeconds >= MIN_AFTER_SECONDS && afterSeconds <= MAX_AFTER_SECONDS)) {
    throw new StanzaError("bad-request", `after is ${MIN_AFTER_SECONDS} to ${MAX_AFTER_SECONDS} seconds`);
  }
  await wakes.set(principal, afterSeconds);
  const stored = await wakes.of(principal.account);
  if (stored !== undefined) encrypted.watch(stored);
}
