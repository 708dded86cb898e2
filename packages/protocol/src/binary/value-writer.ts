import { MAX_DEVICE_ID } from "../address/device-id.ts";
import type { FrameWriter } from "./frame-writer.ts";
import { BASE32, BASE64URL, HEX, type Packing, packText } from "./packed-text.ts";
import type { TokenTables } from "./token-tables.ts";
import * as tag from "./value-tags.ts";

const AT = 0x40;
const DOT = 0x2e;
const SLASH = 0x2f;
const DASH = 0x2d;

const LONGEST_TOKEN = 32;
/** Decimals of up to 15 digits are below 2^53. */
const LONGEST_DECIMAL = 15;
/** Longer runs of digits are text as any other. */
const LONGEST_NIBBLES = 64;
const SHORTEST_NIBBLES = 4;

const NIBBLE_VALUES = new Uint8Array(128).fill(255);
for (let i = 0; i < 16; i++) NIBBLE_VALUES[tag.NIBBLES.charCodeAt(i)] = i;

/** Writes values in their most compact form; each packed form unpacks to exactly the same text. */
export class ValueWriter {
  readonly #out: FrameWriter;
  readonly #tokens: TokenTables["valueCodes"];
  readonly #domain: string;
  /** False while an element is written that must not rely on the stream's domain. */
  implicitDomain = true;

  constructor(out: FrameWriter, tokens: TokenTables["valueCodes"], domain: string) {
    this.#out = out;
    this.#tokens = tokens;
    this.#domain = domain;
  }

  /** Throws InvalidElementError for characters that XML cannot carry. */
  write(text: string): void {
    const length = text.length;
    this.#out.reserve(40);
    if (length === 22 && this.#packed(tag.TAG_BASE64URL_16, BASE64URL, text, 0, 22, 16)) return;
    if (length > 16 && text.charCodeAt(16) === AT && this.#accountAddress(text)) return;
    if (length > 35 && text.charCodeAt(35) === AT && this.#directAddress(text)) return;
    if (length > 28 && text.charCodeAt(28) === AT && this.#groupAddress(text)) return;
    if (length <= LONGEST_TOKEN && this.#token(text)) return;
    if (text === this.#domain && this.implicitDomain) {
      this.#out.byte(tag.TAG_DOMAIN);
      return;
    }
    if (this.#packedLength(text)) return;
    if (length <= LONGEST_NIBBLES && this.#number(text)) return;
    if (length > tag.SHORT_STRING_MAX) this.#out.byte(tag.TAG_STRING);
    else {
      const start = this.#out.length;
      this.#out.string(text);
      const bytes = this.#out.length - start - 1;
      if (bytes <= tag.SHORT_STRING_MAX) return;
      this.#out.length = start;
      this.#out.byte(tag.TAG_STRING);
    }
    this.#out.string(text);
  }

  #token(text: string): boolean {
    const code = this.#tokens.get(text);
    if (code === undefined) return false;
    if (code < 0x80) {
      this.#out.byte(tag.TAG_TOKEN_1 | code);
    } else {
      this.#out.byte(tag.TAG_TOKEN_2 | ((code - 0x80) >>> 8));
      this.#out.byte((code - 0x80) & 0xff);
    }
    return true;
  }

  /** The forms that a length betrays. */
  #packedLength(text: string): boolean {
    switch (text.length) {
      case 16:
        return this.#packed(tag.TAG_ACCOUNT, BASE32, text, 0, 16, 10);
      case 28:
        return text.startsWith("g.") && this.#packed(tag.TAG_GROUP, BASE32, text, 2, 26, 16);
      case 35:
        return isDirect(text) && this.#direct(tag.TAG_DIRECT, text);
      case 36:
        return this.#uuid(text);
      case 43:
        return this.#packed(tag.TAG_BASE64URL_32, BASE64URL, text, 0, 43, 32);
      default:
        return false;
    }
  }

  #packed(form: number, p: Packing, text: string, start: number, count: number, bytes: number): boolean {
    const out = this.#out;
    if (!packText(p, text, start, count, out.buffer, out.length + 1)) return false;
    out.buffer[out.length] = form;
    out.length += 1 + bytes;
    return true;
  }

  /** `account@domain` or `account@domain/device`; the text has its @ at 16. */
  #accountAddress(text: string): boolean {
    const out = this.#out;
    const start = out.length;
    if (!packText(BASE32, text, 0, 16, out.buffer, start + 1)) return false;
    const here = this.#domainEnd(text, 17);
    const slash = here > 0 ? here : text.indexOf("/", 17);
    const end = slash < 0 ? text.length : slash;
    const device = end === text.length ? 0 : deviceAt(text, end + 1);
    if (device < 0) return false;
    out.length = start + 11;
    if (here > 0) {
      out.buffer[start] = device === 0 ? tag.TAG_BARE : tag.TAG_FULL;
    } else {
      out.buffer[start] = device === 0 ? tag.TAG_BARE_ELSEWHERE : tag.TAG_FULL_ELSEWHERE;
      out.string(text.slice(17, end));
    }
    if (device > 0) out.varint(device);
    return true;
  }

  /** `conversation@domain` or `conversation@domain/account`, the account one of the two; the @ is at 35. */
  #directAddress(text: string): boolean {
    const end = this.#domainEnd(text, 36);
    if (end === 0 || !isDirect(text)) return false;
    if (end === text.length) return this.#direct(tag.TAG_DIRECT_ADDRESS, text);
    if (text.length !== end + 17) return false;
    const place = text.startsWith(text.slice(2, 18), end + 1)
      ? 0
      : text.startsWith(text.slice(19, 35), end + 1)
        ? 1
        : 2;
    if (place === 2 || !this.#direct(tag.TAG_DIRECT_OCCUPANT, text)) return false;
    this.#out.byte(place);
    return true;
  }

  #direct(form: number, text: string): boolean {
    const out = this.#out;
    const start = out.length;
    if (!packText(BASE32, text, 2, 16, out.buffer, start + 1)) return false;
    if (!packText(BASE32, text, 19, 16, out.buffer, start + 11)) return false;
    out.buffer[start] = form;
    out.length = start + 21;
    return true;
  }

  /** `conversation@domain` or `conversation@domain/account` of a group; the @ is at 28. */
  #groupAddress(text: string): boolean {
    const end = this.#domainEnd(text, 29);
    if (end === 0 || !text.startsWith("g.")) return false;
    if (end === text.length) return this.#packed(tag.TAG_GROUP_ADDRESS, BASE32, text, 2, 26, 16);
    const out = this.#out;
    if (text.length !== end + 17 || !packText(BASE32, text, end + 1, 16, out.buffer, out.length + 17))
      return false;
    // Both packed lengths are whole bytes, so the second part's bytes survive the writing of the first.
    if (!this.#packed(tag.TAG_GROUP_OCCUPANT, BASE32, text, 2, 26, 16)) return false;
    out.length += 10;
    return true;
  }

  /** Where the stream's domain, standing at `at`, ends; 0 when it does not stand there up to the end or a slash. */
  #domainEnd(text: string, at: number): number {
    if (!this.implicitDomain || !text.startsWith(this.#domain, at)) return 0;
    const end = at + this.#domain.length;
    return end === text.length || text.charCodeAt(end) === SLASH ? end : 0;
  }

  #uuid(text: string): boolean {
    for (let i = 8; i <= 23; i += 5) if (text.charCodeAt(i) !== DASH) return false;
    return this.#packed(tag.TAG_UUID, HEX, text.replaceAll("-", ""), 0, 32, 16);
  }

  /** A decimal, a telephone number, a date-time. */
  #number(text: string): boolean {
    const out = this.#out;
    let digits = true;
    for (let i = 0; i < text.length; i++) {
      const value = NIBBLE_VALUES[text.charCodeAt(i)] ?? 255;
      if (value === 255) return false;
      if (value > 9) digits = false;
    }
    if (
      digits &&
      text.length >= 1 &&
      text.length <= LONGEST_DECIMAL &&
      (text.length === 1 || text[0] !== "0")
    ) {
      out.byte(tag.TAG_DECIMAL);
      out.varint(Number(text));
      return true;
    }
    if (text.length < SHORTEST_NIBBLES) return false;
    out.byte(tag.TAG_NIBBLES);
    out.varint(text.length);
    for (let i = 0; i < text.length; i += 2) {
      const high = NIBBLE_VALUES[text.charCodeAt(i)] ?? 0;
      const low = i + 1 < text.length ? (NIBBLE_VALUES[text.charCodeAt(i + 1)] ?? 0) : 0;
      out.byte((high << 4) | low);
    }
    return true;
  }
}

function isDirect(text: string): boolean {
  return text.startsWith("p.") && text.charCodeAt(18) === DOT;
}

/** The device id that stands at `at` up to the end; -1 when there is none. */
function deviceAt(text: string, at: number): number {
  const length = text.length - at;
  if (length < 1 || length > 10 || text.charCodeAt(at) === 0x30) return -1;
  let value = 0;
  for (let i = at; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value <= MAX_DEVICE_ID ? value : -1;
}
