import { dataCodingOf, encodeText } from "./codec.ts";
import { TextTooLongError } from "./errors.ts";
import type { TextOptions } from "./options.ts";
import { splitText } from "./split.ts";
import { type HeaderContent, writeUserDataHeader } from "./udh-write.ts";

/** One short message, ready for SMPP's short_message field. */
export interface Segment {
  readonly dataCoding: number;
  /** With its user data header in front when `hasHeader`; at most 160 octets. */
  readonly octets: Uint8Array;
  /** Whether esm_class must carry the UDHI bit. */
  readonly hasHeader: boolean;
}

/** Parts a concatenation header can number. */
export const MAX_SEGMENTS = 255;

/** Puts a user data header before a body. */
export function segmentOf(dataCoding: number, content: HeaderContent, body: Uint8Array): Segment {
  const header = writeUserDataHeader(content);
  const octets = new Uint8Array(header.length + body.length);
  octets.set(header);
  octets.set(body, header.length);
  return { dataCoding, octets, hasHeader: header.length > 0 };
}

/**
 * Encodes `text` as one short message or as concatenated ones (TS 23.040 sections 9.2.3.24.1 and .8). GSM-7
 * is unpacked after the header: the carrier packs it and puts the fill bits.
 * @param reference distinguishes concurrent long messages to one number; taken modulo 256, or modulo 65536
 *   with 16-bit references.
 * @throws TextTooLongError above `limit` segments, or above 255.
 */
export function segmentText(
  text: string,
  reference: number,
  limit = MAX_SEGMENTS,
  options: TextOptions = {},
): Segment[] {
  const { alphabet, shift, parts } = splitText(text, options);
  const total = parts.length;
  const allowed = Math.min(limit, MAX_SEGMENTS);
  if (total > allowed) throw new TextTooLongError(total, allowed);
  const { referenceBits = 8 } = options;
  return parts.map((part, index) => {
    const concatenation = { reference, total, part: index + 1 };
    const content = { ...(shift ? { shift } : {}), ...(total > 1 ? { concatenation, referenceBits } : {}) };
    return segmentOf(dataCodingOf(alphabet), content, encodeText(part, alphabet, shift));
  });
}
