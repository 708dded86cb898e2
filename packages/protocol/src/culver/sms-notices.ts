import { isValidStanzaId } from "../address/stanza-id.ts";
import { type Element, el, requireAttr, textOf } from "../element.ts";
import { StanzaError } from "../errors/stanza-error.ts";
import { NS_SMS } from "../namespaces.ts";
import { decimalAttr } from "./decimal.ts";
import { expectBytes, expectElement } from "./expect.ts";

/** A text from a phone (SmsIncoming), or what another own device sent (its own words), sealed to this device. */
export interface SealedSms {
  readonly kind: "incoming" | "copy";
  /** Shown once however often it comes. */
  readonly id: string;
  /** When the gateway took it; milliseconds since 1970. */
  readonly at: number;
  readonly sealed: Uint8Array;
}

/** `<incoming id at/>` or `<copy id at/>`, in a message from the server to one device. */
export function sealedSms({ kind, id, at, sealed }: SealedSms): Element {
  return el(kind, NS_SMS, { id, at: String(at) }, sealed);
}

/** Throws StanzaError bad-request. */
export function parseSealedSms(e: Element): SealedSms {
  const kind = e.name === "copy" ? "copy" : "incoming";
  expectElement(e, kind, NS_SMS);
  return { kind, id: idAttr(e), at: decimalAttr(e, "at"), sealed: expectBytes(e) };
}

/** `sent`: a carrier has it. `delivered`: the phone has it. `failed`: it will not get there. */
const STATES = ["sent", "delivered", "failed"] as const;

export interface SmsStatus {
  /** Of the text, as its sender chose it. */
  readonly id: string;
  readonly state: (typeof STATES)[number];
  /** With `failed`: why, for a person. Holds neither number nor text. */
  readonly reason: string | undefined;
  readonly at: number;
}

/** `<status id state at/>` with the reason as its text, in a message from the server to every device of the sender. */
export function smsStatus({ id, state, reason, at }: SmsStatus): Element {
  return el("status", NS_SMS, { id, state, at: String(at) }, reason);
}

/** Throws StanzaError bad-request. */
export function parseSmsStatus(e: Element): SmsStatus {
  expectElement(e, "status", NS_SMS);
  const state = STATES.find((known) => known === e.attrs.state);
  if (state === undefined) throw new StanzaError("bad-request", `state is one of ${STATES.join(", ")}`);
  const reason = textOf(e);
  return { id: idAttr(e), state, reason: reason === "" ? undefined : reason, at: decimalAttr(e, "at") };
}

function idAttr(e: Element): string {
  const id = requireAttr(e, "id");
  if (!isValidStanzaId(id)) throw new StanzaError("bad-request", "id is no stanza id");
  return id;
}
