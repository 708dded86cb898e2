/** What an element holds: nothing, text, bytes, or child elements. There is no mixed content. */
export type Content = undefined | string | Uint8Array | readonly Element[];

/**
 * The one stanza model, which both encodings carry one to one.
 *
 * Normal form: empty text and an empty list of children are written as `undefined`, because no encoding
 * tells them apart; zero bytes are a value of their own. Decoders return elements in normal form.
 */
export interface Element {
  /** Local name: an ASCII letter or `_`, then ASCII letters, digits, `_`, `-`, `.`; at most 64 characters. */
  readonly name: string;
  /** Namespace, always explicit, never inherited in the model; 1 to 128 characters. */
  readonly xmlns: string;
  /** Unprefixed attributes only; `xml:lang` and other prefixed attributes are not part of the model. */
  readonly attrs: Readonly<Record<string, string>>;
  /** Bytes are allowed only in elements that `binary-elements.ts` names, and those hold no text. */
  readonly content: Content;
}
