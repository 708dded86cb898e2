import { type Element, el } from "../element.ts";
import { NS_SMS } from "../namespaces.ts";
import { decimalAttr } from "./decimal.ts";
import { expectElement } from "./expect.ts";

/**
 * Encrypted SMS for one device: when it has been offline and a message has waited for `afterSeconds`, the message's
 * bytes go to the account's number as data SMS. Undefined: not for this account.
 */
export interface SmsWake {
  /** The one device that takes them; the asking device when it sets. */
  readonly device: string;
  /** 60 to 86,400. */
  readonly afterSeconds: number;
}

/** The port that encrypted SMS are addressed to (TS 23.040 section 9.2.3.24.4: 16000 to 16999 are for applications). */
export const ENCRYPTED_SMS_PORT = 16_274;

/** `<wake/>`, payload of an iq of type get; the answer holds device and after when it is on. */
export function smsWakeRequest(): Element {
  return el("wake", NS_SMS);
}

/** `<wake [device after]/>`, payload of an iq of type set and of answers. Without attributes: off. */
export function smsWake(wake: SmsWake | undefined): Element {
  return el("wake", NS_SMS, wake && { device: wake.device, after: String(wake.afterSeconds) });
}

/** Throws StanzaError bad-request. */
export function parseSmsWake(e: Element): SmsWake | undefined {
  expectElement(e, "wake", NS_SMS);
  if (e.attrs.device === undefined) return undefined;
  return { device: e.attrs.device, afterSeconds: decimalAttr(e, "after") };
}
