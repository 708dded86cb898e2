import { randomBytes } from "node:crypto";
import { deflateSync } from "node:zlib";

export interface Picture {
  readonly name: string;
  readonly mimeType: "image/png";
  readonly buffer: Buffer;
  readonly width: number;
  readonly height: number;
}

/** A chunk of a PNG (W3C PNG section 5.3): length, type, data, CRC-32. */
function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(Bun.hash.crc32(body), body.length + 4);
  return frame;
}

/** A PNG of noise: nothing in it occurs twice, or in any other file. */
export function noisePicture(name: string, width: number, height: number): Picture {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // 8 bits of red, green and blue.
  head.set([8, 2, 0, 0, 0], 8);
  const row = () => Buffer.concat([Buffer.of(0), randomBytes(width * 3)]);
  const rows = Buffer.concat(Array.from({ length: height }, row));
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  const parts = [chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", new Uint8Array())];
  return { name, mimeType: "image/png", buffer: Buffer.concat([signature, ...parts]), width, height };
}
