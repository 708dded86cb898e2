import { PduError } from "./errors.ts";
import { Status } from "./statuses.ts";

/** A cursor over one PDU's octets that cannot leave them. */
export class Reader {
  #at: number;

  readonly #octets: Buffer;
  readonly #end: number;

  constructor(octets: Buffer, start = 0, end = octets.length) {
    this.#octets = octets;
    this.#end = end;
    this.#at = start;
  }

  get left(): number {
    return this.#end - this.#at;
  }

  #take(size: number): number {
    if (this.left < size) throw new PduError(Status.ESME_RINVCMDLEN, "the PDU ends inside a field");
    const at = this.#at;
    this.#at += size;
    return at;
  }

  uint8(): number {
    return this.#octets.readUInt8(this.#take(1));
  }

  uint16(): number {
    return this.#octets.readUInt16BE(this.#take(2));
  }

  uint32(): number {
    return this.#octets.readUInt32BE(this.#take(4));
  }

  /** A copy: the octets under the cursor belong to the stream's buffer. */
  take(size: number): Uint8Array {
    const at = this.#take(size);
    return Uint8Array.prototype.slice.call(this.#octets, at, at + size);
  }

  /** A string that may lack its NUL at the end of the PDU, cut to `max` - 1 octets. Never fails. */
  looseCstring(max: number): string {
    const nul = this.#octets.indexOf(0, this.#at);
    const stop = nul < 0 || nul >= this.#end ? this.#end : nul;
    const text = this.#octets.toString("latin1", this.#at, Math.min(stop, this.#at + max - 1));
    this.#at = Math.min(stop + 1, this.#end);
    return text;
  }

  /** Whether nothing but zeros is left. */
  get onlyZeros(): boolean {
    for (let at = this.#at; at < this.#end; at++) if (this.#octets[at] !== 0) return false;
    return true;
  }

  /**
   * A NUL-terminated string, read as Latin-1.
   * @param max octets including the NUL; a longer or unterminated one fails with `status`.
   */
  cstring(max: number, status: number): string {
    const nul = this.#octets.indexOf(0, this.#at);
    if (nul < 0 || nul >= this.#end) throw new PduError(status, "a string has no end");
    if (nul - this.#at >= max) throw new PduError(status, "a string is too long");
    const text = this.#octets.toString("latin1", this.#at, nul);
    this.#at = nul + 1;
    return text;
  }
}
