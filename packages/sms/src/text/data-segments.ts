import { DataCoding } from "./data-coding.ts";
import { USER_DATA_LENGTH } from "./encoding.ts";
import { TextTooLongError } from "./errors.ts";
import { MAX_SEGMENTS, type Segment, segmentOf } from "./segments.ts";
import type { Ports } from "./udh.ts";
import { type HeaderContent, type ReferenceBits, writeUserDataHeader } from "./udh-write.ts";

/** How 8-bit data travels. */
export interface DataOptions {
  /** 16-bit application ports (TS 23.040 section 9.2.3.24.4), in every segment. */
  readonly ports?: Ports;
  /** 8 unless told. */
  readonly referenceBits?: ReferenceBits;
  /** Segments allowed; 255 at most, and unless told. */
  readonly limit?: number;
}

/**
 * Divides octets into 8-bit short messages (data_coding 4), port-addressed and concatenated as needed: 140
 * octets in one without a header, 128 in each part with ports and an 8-bit reference.
 * @param reference distinguishes concurrent messages to one number; taken modulo its width.
 * @throws TextTooLongError above the limit.
 */
export function segmentData(data: Uint8Array, reference: number, options: DataOptions = {}): Segment[] {
  const { ports, referenceBits = 8, limit = MAX_SEGMENTS } = options;
  const addressed: HeaderContent = ports ? { ports } : {};
  if (data.length <= roomBeside(addressed)) return [segmentOf(DataCoding.binary, addressed, data)];

  const contentOf = (part: number, total: number): HeaderContent => ({
    ...addressed,
    concatenation: { reference, total, part },
    referenceBits,
  });
  const room = roomBeside(contentOf(1, 1));
  const total = Math.ceil(data.length / room);
  const allowed = Math.min(limit, MAX_SEGMENTS);
  if (total > allowed) throw new TextTooLongError(total, allowed);
  return Array.from({ length: total }, (_, index) =>
    segmentOf(
      DataCoding.binary,
      contentOf(index + 1, total),
      data.subarray(index * room, (index + 1) * room),
    ),
  );
}

const roomBeside = (content: HeaderContent): number => USER_DATA_LENGTH - writeUserDataHeader(content).length;
