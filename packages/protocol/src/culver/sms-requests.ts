import { type DeviceId, isValidDeviceId } from "../address/device-id.ts";
import { isValidStanzaId } from "../address/stanza-id.ts";
import { bytesOf, type Element, el, requireAttr, requireChild } from "../element.ts";
import { StanzaError } from "../errors/stanza-error.ts";
import { NS_SMS } from "../namespaces.ts";
import { decimalAttr } from "./decimal.ts";
import { expectBytes, expectChildren, expectElement } from "./expect.ts";

/** The gateway's public key of the moment, which outgoing texts are sealed to. */
export interface SmsGatewayKey {
  readonly id: number;
  /** X25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Seal nothing to it from then on; milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What a device has to know before it offers SMS. Without a key this server sends none. */
export interface SmsInfo {
  readonly key: SmsGatewayKey | undefined;
}

/** `<info/>`, payload of an iq of type get. */
export function smsInfoRequest(): Element {
  return el("info", NS_SMS);
}

/** `<info/>` with `<key id expires/>`, the answer. */
export function smsInfo({ key }: SmsInfo): Element {
  if (key === undefined) return el("info", NS_SMS);
  const attrs = { id: String(key.id), expires: String(key.expiresAt) };
  return el("info", NS_SMS, undefined, [el("key", NS_SMS, attrs, key.publicKey)]);
}

/** Throws StanzaError bad-request. */
export function parseSmsInfo(e: Element): SmsInfo {
  expectElement(e, "info", NS_SMS);
  const [key] = expectChildren(e, "key", NS_SMS, 0, 1);
  if (key === undefined) return { key: undefined };
  const publicKey = expectBytes(key);
  if (publicKey.length !== 32) throw new StanzaError("bad-request", "<key/> holds 32 bytes");
  return { key: { id: decimalAttr(key, "id"), publicKey, expiresAt: decimalAttr(key, "expires") } };
}

/** Something sealed to one of the gateway's keys. */
export interface SealedToGateway {
  readonly key: number;
  readonly sealed: Uint8Array;
}

/** `<quote key/>`, payload of an iq of type get: a sealed SmsQuestion. */
export function smsQuoteRequest({ key, sealed }: SealedToGateway): Element {
  return el("quote", NS_SMS, { key: String(key) }, sealed);
}

/** Throws StanzaError bad-request. */
export function parseSmsQuoteRequest(e: Element): SealedToGateway {
  expectElement(e, "quote", NS_SMS);
  return { key: decimalAttr(e, "key"), sealed: expectBytes(e) };
}

/** `<quote/>`, the answer: an SmsQuote sealed to the asking device. */
export function smsQuoteAnswer(sealed: Uint8Array): Element {
  return el("quote", NS_SMS, undefined, sealed);
}

/** Throws StanzaError bad-request. */
export function parseSmsQuoteAnswer(e: Element): Uint8Array {
  expectElement(e, "quote", NS_SMS);
  return expectBytes(e);
}

/** Other devices of an account that one send can carry a copy for. */
export const MAX_SMS_COPIES = 32;

export interface SmsSend {
  /** A stanza id; sent again under the same id it is the same text, and goes out once. */
  readonly id: string;
  readonly text: SealedToGateway;
  /** What the sender's other devices shall show, sealed to each. */
  readonly copies: readonly { readonly device: DeviceId; readonly sealed: Uint8Array }[];
}

/** `<send id/>` with `<text key/>` (a sealed SmsOutgoing) and `<copy device/>`, payload of an iq of type set. */
export function smsSend({ id, text, copies }: SmsSend): Element {
  return el("send", NS_SMS, { id }, [
    el("text", NS_SMS, { key: String(text.key) }, text.sealed),
    ...copies.map(({ device, sealed }) => el("copy", NS_SMS, { device }, sealed)),
  ]);
}

/** Throws StanzaError bad-request. */
export function parseSmsSend(e: Element): SmsSend {
  expectElement(e, "send", NS_SMS);
  const id = requireAttr(e, "id");
  if (!isValidStanzaId(id)) throw new StanzaError("bad-request", "id is no stanza id");
  const text = requireChild(e, "text", NS_SMS);
  const rest = { ...e, content: (e.content as readonly Element[]).filter((c) => c !== text) };
  const copies = expectChildren(rest, "copy", NS_SMS, 0, MAX_SMS_COPIES).map((copy) => {
    const device = requireAttr(copy, "device");
    if (!isValidDeviceId(device)) throw new StanzaError("bad-request", "device of <copy/> is no device id");
    return { device, sealed: bytesOf(copy) };
  });
  return { id, text: { key: decimalAttr(text, "key"), sealed: expectBytes(text) }, copies };
}
