import { type Address, type AddressText, tryParseAddress } from "../address/address.ts";
import { isValidStanzaId, type StanzaId } from "../address/stanza-id.ts";
import type { Element } from "../element.ts";
import { StanzaError } from "../errors/stanza-error.ts";

/** The attributes that all stanzas share, as a builder takes them. */
export interface EnvelopeInput {
  readonly id?: StanzaId | undefined;
  readonly to?: AddressText | undefined;
  readonly from?: AddressText | undefined;
}

/** The same as a parser returns them. */
export interface Envelope {
  readonly id: StanzaId | undefined;
  readonly to: Address | undefined;
  readonly from: Address | undefined;
}

/** Throws StanzaError jid-malformed or, for the id, bad-request. */
export function parseEnvelope({ attrs }: Element): Envelope {
  const { id, to, from } = attrs;
  if (id !== undefined && !isValidStanzaId(id)) {
    throw new StanzaError("bad-request", "an id is 1 to 64 visible ASCII characters");
  }
  return { id, to: parseOptionalAddress(to), from: parseOptionalAddress(from) };
}

function parseOptionalAddress(text: AddressText | undefined): Address | undefined {
  if (text === undefined) return undefined;
  const address = tryParseAddress(text);
  if (address === undefined) throw new StanzaError("jid-malformed");
  return address;
}
