import { MalformedFrameError } from "../errors/malformed-frame-error.ts";
import { isText } from "../lexical.ts";
import { type Packing, unpackText } from "./packed-text.ts";
import { ScratchLine } from "./scratch-line.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const NOTHING = new Uint8Array(0);

/** Strings up to this many bytes are tried as ASCII first. */
const SHORT = 64;

/** A cursor over one frame. Every read past the end throws MalformedFrameError. */
export class FrameReader {
  #frame: Uint8Array = NOTHING;
  #at = 0;
  readonly #line = new ScratchLine(new Uint8Array(SHORT));

  /** Starts on a frame. Release it afterwards, so that a kept reader keeps no frame alive. */
  open(frame: Uint8Array): void {
    this.#frame = frame;
    this.#at = 0;
  }

  release(): void {
    this.#frame = NOTHING;
    this.#at = 0;
  }

  get remaining(): number {
    return this.#frame.length - this.#at;
  }

  byte(): number {
    const value = this.#frame[this.#at];
    if (value === undefined) throw truncated();
    this.#at++;
    return value;
  }

  /** Unsigned LEB128 of the shortest form, up to 2^53 - 1. */
  varint(): number {
    const first = this.byte();
    if (first < 0x80) return first;
    let value = first & 0x7f;
    let scale = 128;
    for (;;) {
      const next = this.byte();
      value += (next & 0x7f) * scale;
      if (value > Number.MAX_SAFE_INTEGER)
        throw new MalformedFrameError("bad-format", "a number exceeds 2^53 - 1");
      if (next < 0x80) {
        if (next === 0) throw new MalformedFrameError("bad-format", "a number is not in its shortest form");
        return value;
      }
      scale *= 128;
    }
  }

  /** The next bytes, as a view of the frame. */
  raw(count: number): Uint8Array {
    return this.#frame.subarray(this.#at, this.#advance(count));
  }

  /** Unpacks so many characters, which take so many bytes, into `out` from `at`. */
  unpack(p: Packing, characters: number, bytes: number, out: Uint8Array, at: number): void {
    const start = this.#at;
    this.#advance(bytes);
    unpackText(p, this.#frame, start, characters, out, at);
  }

  /** Length as a varint, then UTF-8. */
  string(): string {
    return this.utf8(this.varint());
  }

  /** UTF-8 of this many bytes, only characters that XML can carry. */
  utf8(count: number): string {
    if (count === 0) return "";
    const start = this.#at;
    const end = this.#advance(count);
    if (count <= SHORT && this.#layOut(start, end)) return this.#line.text(count);
    let text: string;
    try {
      text = utf8.decode(this.#frame.subarray(start, end));
    } catch (cause) {
      // biome-ignore lint/style/useErrorCause: the options are the third argument
      throw new MalformedFrameError("bad-format", "a string is not UTF-8", { cause });
    }
    if (isText(text)) return text;
    throw new MalformedFrameError("bad-format", "a string holds a character that XML cannot carry");
  }

  /** Copies bytes to the scratch line; false when one is not printable ASCII. */
  #layOut(start: number, end: number): boolean {
    const frame = this.#frame;
    const codes = this.#line.codes;
    for (let i = start, to = 0; i < end; i++, to++) {
      const byte = frame[i] ?? 0;
      if (byte < 0x20 || byte > 0x7e) return false;
      codes[to] = byte;
    }
    return true;
  }

  #advance(count: number): number {
    const end = this.#at + count;
    if (end > this.#frame.length) throw truncated();
    this.#at = end;
    return end;
  }
}

function truncated(): MalformedFrameError {
  return new MalformedFrameError("bad-format", "the frame ends too early");
}
