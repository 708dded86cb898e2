import type { Pdu } from "../smpp/pdu.ts";
import { type Concatenation, parseUserDataHeader } from "../text/index.ts";

/** esm_class bit: short_message starts with a user data header (SMPP 3.4 section 5.2.12). */
export const UDHI = 0x40;

/** What a submit_sm or deliver_sm carries, wherever it put it. */
export interface MessageContent {
  /** Without the user data header. */
  readonly octets: Uint8Array;
  readonly dataCoding: number;
  /** Of a part of a long message: from the header, or from the sar_* parameters. */
  readonly concatenation?: Concatenation;
}

/** Reads short_message or message_payload, and the concatenation in its header or in sar_* parameters. */
export function messageContent({ body, tlvs }: Pdu<"submit_sm"> | Pdu<"deliver_sm">): MessageContent {
  const whole = body.shortMessage.length > 0 ? body.shortMessage : (tlvs.messagePayload ?? body.shortMessage);
  const header = body.esmClass & UDHI ? parseUserDataHeader(whole) : undefined;
  const octets = header ? whole.subarray(header.length) : whole;
  const concatenation = header?.concatenation ?? sarConcatenation(tlvs);
  return { octets, dataCoding: body.dataCoding, ...(concatenation ? { concatenation } : {}) };
}

function sarConcatenation(tlvs: Pdu["tlvs"]): Concatenation | undefined {
  const { sarMsgRefNum: reference, sarTotalSegments: total, sarSegmentSeqnum: part } = tlvs;
  if (reference === undefined || total === undefined || part === undefined) return undefined;
  return part >= 1 && part <= total ? { reference, total, part } : undefined;
}
