import { octetsOf } from "../../media/index.ts";
import { BodyTooLargeError } from "./too-large.ts";

/** A request's body, chunk by chunk. @throws BodyTooLargeError before more than `maxBytes` is read */
export async function* boundedBody(request: Request, maxBytes: number): AsyncGenerator<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw new BodyTooLargeError(maxBytes);
  if (request.body === null) return;
  let length = 0;
  for await (const chunk of octetsOf(request.body)) {
    length += chunk.length;
    if (length > maxBytes) throw new BodyTooLargeError(maxBytes);
    yield chunk;
  }
}

/** All of it at once. */
export async function wholeBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  const told = request.headers.get("content-length");
  if (told !== null && Number(told) <= maxBytes) {
    // HTTP itself ends a body at the length that was told; read at once it costs a fraction.
    const octets = await request.bytes();
    if (octets.length > maxBytes) throw new BodyTooLargeError(maxBytes);
    return octets;
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of boundedBody(request, maxBytes)) chunks.push(chunk);
  const [first] = chunks;
  return chunks.length === 1 && first ? first : Buffer.concat(chunks);
}
