import { PduError } from "./errors.ts";

/** Octets of one PDU, growing as they are written. */
export class Writer {
  #octets = Buffer.allocUnsafe(256);
  #length = 0;

  #reserve(size: number): number {
    const at = this.#length;
    this.#length += size;
    if (this.#length > this.#octets.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#length, this.#octets.length * 2));
      larger.set(this.#octets.subarray(0, at));
      this.#octets = larger;
    }
    return at;
  }

  get length(): number {
    return this.#length;
  }

  uint8(value: number): void {
    const at = this.#reserve(1);
    this.#octets[at] = value;
  }

  uint16(value: number): void {
    const at = this.#reserve(2);
    this.#octets.writeUInt16BE(value & 0xffff, at);
  }

  uint32(value: number): void {
    const at = this.#reserve(4);
    this.#octets.writeUInt32BE(value >>> 0, at);
  }

  setUint32(at: number, value: number): void {
    this.#octets.writeUInt32BE(value >>> 0, at);
  }

  octets(value: Uint8Array): void {
    const at = this.#reserve(value.length);
    this.#octets.set(value, at);
  }

  /** @throws PduError when the value needs more than `max` octets with its NUL, or has what Latin-1 lacks. */
  cstring(value: string, max: number, status: number): void {
    if (value.length >= max) throw new PduError(status, "a string is too long");
    for (let i = 0; i < value.length; i++) {
      const unit = value.charCodeAt(i);
      if (unit === 0 || unit > 0xff) throw new PduError(status, "a string has a character it may not have");
    }
    const at = this.#reserve(value.length + 1);
    this.#octets.write(value, at, "latin1");
    this.#octets[at + value.length] = 0;
  }

  finish(): Buffer {
    return this.#octets.subarray(0, this.#length);
  }
}
