/** Takes a server's WebSocket frames out of the bytes it wrote to one socket: never masked, not fragmented here (RFC 6455 section 5.2). */
export class ServerFrames {
  #rest = new Uint8Array(0);
  #upgraded = false;

  /** Adds what one call wrote; returns the binary messages that are whole now. */
  push(bytes: Uint8Array): readonly Uint8Array[] {
    const all = new Uint8Array(this.#rest.length + bytes.length);
    all.set(this.#rest);
    all.set(bytes, this.#rest.length);
    let at = this.#upgraded ? 0 : endOfHead(all);
    if (at < 0) {
      this.#rest = all;
      return [];
    }
    this.#upgraded = true;
    const messages: Uint8Array[] = [];
    for (;;) {
      const header = readHeader(all, at);
      if (header === undefined || header.end > all.length) break;
      if (header.opcode === 2) messages.push(all.subarray(header.start, header.end));
      at = header.end;
    }
    this.#rest = all.slice(at);
    return messages;
  }
}

/** Behind the answer to the upgrade. */
function endOfHead(bytes: Uint8Array): number {
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, 4096));
  // Whatever else the server writes to is no stream.
  const end = text.startsWith("HTTP/1.1 101") ? text.indexOf("\r\n\r\n") : -1;
  return end < 0 ? -1 : end + 4;
}

function readHeader(
  bytes: Uint8Array,
  at: number,
): { opcode: number; start: number; end: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (at + 2 > bytes.length) return undefined;
  const opcode = view.getUint8(at) & 0x0f;
  const short = view.getUint8(at + 1) & 0x7f;
  if (short < 126) return { opcode, start: at + 2, end: at + 2 + short };
  if (short === 126) {
    if (at + 4 > bytes.length) return undefined;
    return { opcode, start: at + 4, end: at + 4 + view.getUint16(at + 2) };
  }
  if (at + 10 > bytes.length) return undefined;
  return { opcode, start: at + 10, end: at + 10 + Number(view.getBigUint64(at + 2)) };
}
