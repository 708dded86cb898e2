import { concatBytes, utf8 } from "./bytes.ts";
import { MalformedError } from "./errors.ts";

/** Writes the canonical encoding of Culver's own structures: big-endian integers, length-prefixed bytes. */
export class Writer {
  #parts: Uint8Array[] = [];

  u8(value: number): this {
    this.#parts.push(Uint8Array.of(value));
    return this;
  }

  u16(value: number): this {
    this.#parts.push(Uint8Array.of(value >>> 8, value & 0xff));
    return this;
  }

  u32(value: number): this {
    this.#parts.push(Uint8Array.of(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff));
    return this;
  }

  u64(value: bigint): this {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, value);
    this.#parts.push(bytes);
    return this;
  }

  /** Bytes whose length the format fixes. */
  fixed(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    return this;
  }

  /** At most 255 bytes of UTF-8. */
  text(value: string): this {
    const bytes = utf8(value);
    return this.u8(bytes.length).fixed(bytes);
  }

  /** Bytes behind a 32-bit length. */
  opaque(bytes: Uint8Array): this {
    return this.u32(bytes.length).fixed(bytes);
  }

  done(): Uint8Array {
    return concatBytes(...this.#parts);
  }
}

/** Reads what Writer wrote; anything else is a MalformedError. Results are copies. */
export class Reader {
  #bytes: Uint8Array;
  #view: DataView;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  #take(length: number): number {
    const start = this.#offset;
    if (length > this.#bytes.length - start) throw new MalformedError("truncated");
    this.#offset = start + length;
    return start;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2));
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4));
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8));
  }

  fixed(length: number): Uint8Array {
    const start = this.#take(length);
    return this.#bytes.slice(start, start + length);
  }

  text(): string {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.fixed(this.u8()));
    } catch (cause) {
      throw new MalformedError("not UTF-8", { cause });
    }
  }

  opaque(): Uint8Array {
    return this.fixed(this.u32());
  }

  /** Requires a version octet this code knows. */
  version(expected: number): void {
    if (this.u8() !== expected) throw new MalformedError("unknown version");
  }

  end(): void {
    if (this.#offset !== this.#bytes.length) throw new MalformedError("trailing bytes");
  }
}
