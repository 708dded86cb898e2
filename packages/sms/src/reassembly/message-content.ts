import type { Pdu } from "../smpp/pdu.ts";
import { type Concatenation, type Ports, parseUserDataHeader, type Shift } from "../text/index.ts";

/** esm_class bit: short_message starts with a user data header (SMPP 3.4 section 5.2.12). */
export const UDHI = 0x40;

/** What a message carries, wherever it put it. */
export interface MessageContent {
  /** Without the user data header. */
  readonly octets: Uint8Array;
  readonly dataCoding: number;
  /** Of a part of a long message: from the header, or from the sar_* parameters. */
  readonly concatenation?: Concatenation;
  /** Of 8-bit data: from the header, or from destination_port and source_port. */
  readonly ports?: Ports;
  /** National language tables its header names. */
  readonly shift?: Shift;
}

const empty = new Uint8Array(0);

/** Reads short_message or message_payload, and what its header or the optional parameters say about it. */
export function messageContent({
  body,
  tlvs,
}: Pdu<"submit_sm"> | Pdu<"deliver_sm"> | Pdu<"data_sm">): MessageContent {
  const short = "shortMessage" in body ? body.shortMessage : empty;
  const whole = short.length > 0 ? short : (tlvs.messagePayload ?? short);
  const header = body.esmClass & UDHI ? parseUserDataHeader(whole) : undefined;
  const octets = header ? whole.subarray(header.length) : whole;
  const concatenation = header?.concatenation ?? sarConcatenation(tlvs);
  const ports = header?.ports ?? portsOf(tlvs);
  return {
    octets,
    dataCoding: body.dataCoding,
    ...(concatenation ? { concatenation } : {}),
    ...(ports ? { ports } : {}),
    ...(header?.shift ? { shift: header.shift } : {}),
  };
}

function sarConcatenation(tlvs: Pdu["tlvs"]): Concatenation | undefined {
  const { sarMsgRefNum: reference, sarTotalSegments: total, sarSegmentSeqnum: part } = tlvs;
  if (reference === undefined || total === undefined || part === undefined) return undefined;
  return part >= 1 && part <= total ? { reference, total, part } : undefined;
}

function portsOf({ destinationPort, sourcePort = 0 }: Pdu["tlvs"]): Ports | undefined {
  return destinationPort === undefined ? undefined : { destination: destinationPort, source: sourcePort };
}
