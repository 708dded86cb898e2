import { MAX_DEVICE_ID } from "../address/device-id.ts";
import { MalformedFrameError } from "../errors/malformed-frame-error.ts";
import type { FrameReader } from "./frame-reader.ts";
import { BASE32, BASE64URL, HEX, type Packing } from "./packed-text.ts";
import { ScratchLine } from "./scratch-line.ts";
import * as tag from "./value-tags.ts";

const utf8 = new TextEncoder();

const ROOM = 32;

/** Reads values. Packed characters are laid out in a scratch line, which one call turns into a string. */
export class ValueReader {
  readonly #in: FrameReader;
  readonly #values: readonly string[];
  readonly #domain: string;
  readonly #scratch = new ScratchLine(new Uint8Array(64));
  /** Lines that hold all of an address but the parts that differ. */
  readonly #account: ScratchLine;
  readonly #direct: ScratchLine;
  readonly #group: ScratchLine;

  constructor(input: FrameReader, values: readonly string[], domain: string) {
    this.#in = input;
    this.#values = values;
    this.#domain = domain;
    const blank = " ".repeat(ROOM);
    this.#account = new ScratchLine(utf8.encode(`${" ".repeat(16)}@${domain}/${blank}`));
    this.#direct = new ScratchLine(utf8.encode(`p.${" ".repeat(16)}.${" ".repeat(16)}@${domain}/${blank}`));
    this.#group = new ScratchLine(utf8.encode(`g.${" ".repeat(26)}@${domain}/${blank}`));
  }

  read(): string {
    const first = this.#in.byte();
    if (first >= tag.TAG_TOKEN_1) return this.#token(first & 0x7f);
    if (first <= tag.SHORT_STRING_MAX) return this.#in.utf8(first);
    switch (first) {
      case tag.TAG_STRING:
        return this.#in.string();
      case tag.TAG_DECIMAL:
        return String(this.#in.varint());
      case tag.TAG_NIBBLES:
        return this.#nibbles();
      case tag.TAG_BASE64URL_16:
        return this.#packed(BASE64URL, 22, 16);
      case tag.TAG_BASE64URL_32:
        return this.#packed(BASE64URL, 43, 32);
      case tag.TAG_UUID:
        return this.#packed(HEX, 32, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
      case tag.TAG_DOMAIN:
        return this.#domain;
      case tag.TAG_BARE:
        return this.#accountAddress(false);
      case tag.TAG_FULL:
        return this.#accountAddress(true);
      case tag.TAG_BARE_ELSEWHERE:
        return `${this.#packed(BASE32, 16, 10)}@${this.#in.string()}`;
      case tag.TAG_FULL_ELSEWHERE:
        return `${this.#packed(BASE32, 16, 10)}@${this.#in.string()}/${this.#device()}`;
      case tag.TAG_ACCOUNT:
        return this.#packed(BASE32, 16, 10);
      case tag.TAG_DIRECT:
        return this.#directAddress(35);
      case tag.TAG_GROUP:
        return this.#groupAddress(28);
      case tag.TAG_DIRECT_ADDRESS:
        return this.#directAddress(36 + this.#domain.length);
      case tag.TAG_DIRECT_OCCUPANT:
        return this.#directOccupant();
      case tag.TAG_GROUP_ADDRESS:
        return this.#groupAddress(29 + this.#domain.length);
      case tag.TAG_GROUP_OCCUPANT:
        return this.#groupOccupant();
      default:
        return this.#wideToken(first);
    }
  }

  #wideToken(first: number): string {
    if (first < tag.TAG_TOKEN_2 || first > tag.TAG_TOKEN_2 + 15) throw unknown(first);
    return this.#token(0x80 + ((first & 15) << 8) + this.#in.byte());
  }

  #token(code: number): string {
    const value = this.#values[code];
    if (value === undefined) throw new MalformedFrameError("bad-format", "a value is not in the dictionary");
    return value;
  }

  #packed(p: Packing, characters: number, bytes: number): string {
    this.#in.unpack(p, characters, bytes, this.#scratch.codes, 0);
    return this.#scratch.text(characters);
  }

  #accountAddress(withDevice: boolean): string {
    const { codes } = this.#account;
    this.#in.unpack(BASE32, 16, 10, codes, 0);
    const end = 17 + this.#domain.length;
    return this.#account.text(withDevice ? writeDecimal(this.#device(), codes, end + 1) : end);
  }

  #device(): number {
    const device = this.#in.varint();
    if (device >= 1 && device <= MAX_DEVICE_ID) return device;
    throw new MalformedFrameError("bad-format", "a device id is out of range");
  }

  #directAddress(length: number): string {
    this.#in.unpack(BASE32, 16, 10, this.#direct.codes, 2);
    this.#in.unpack(BASE32, 16, 10, this.#direct.codes, 19);
    return this.#direct.text(length);
  }

  #directOccupant(): string {
    const end = 36 + this.#domain.length;
    this.#directAddress(end);
    const place = this.#in.byte();
    if (place > 1) throw new MalformedFrameError("bad-format", "an occupant is neither of the two");
    const from = place === 0 ? 2 : 19;
    this.#direct.codes.copyWithin(end + 1, from, from + 16);
    return this.#direct.text(end + 17);
  }

  #groupAddress(length: number): string {
    this.#in.unpack(BASE32, 26, 16, this.#group.codes, 2);
    return this.#group.text(length);
  }

  #groupOccupant(): string {
    const end = 29 + this.#domain.length;
    this.#in.unpack(BASE32, 26, 16, this.#group.codes, 2);
    this.#in.unpack(BASE32, 16, 10, this.#group.codes, end + 1);
    return this.#group.text(end + 17);
  }

  #nibbles(): string {
    const count = this.#in.varint();
    if (count > this.#in.remaining * 2)
      throw new MalformedFrameError("bad-format", "the frame ends too early");
    const bytes = this.#in.raw((count + 1) >>> 1);
    if (count % 2 === 1 && ((bytes[bytes.length - 1] ?? 0) & 15) !== 0) {
      throw new MalformedFrameError("bad-format", "the unused half of a byte is not zero");
    }
    let text = "";
    for (const byte of bytes) text += NIBBLE_PAIRS[byte];
    return count % 2 === 1 ? text.slice(0, -1) : text;
  }
}

const NIBBLE_PAIRS = Array.from(
  { length: 256 },
  (_, byte) => tag.NIBBLES.charAt(byte >>> 4) + tag.NIBBLES.charAt(byte & 15),
);

/** Writes the digits of a positive number; returns where they end. */
function writeDecimal(value: number, out: Uint8Array, at: number): number {
  let end = at + 1;
  for (let rest = value; rest >= 10; rest = Math.trunc(rest / 10)) end++;
  let rest = value;
  for (let i = end - 1; i >= at; i--) {
    out[i] = 0x30 + (rest % 10);
    rest = Math.trunc(rest / 10);
  }
  return end;
}

function unknown(first: number): MalformedFrameError {
  return new MalformedFrameError("bad-format", `0x${first.toString(16)} begins no value`);
}
