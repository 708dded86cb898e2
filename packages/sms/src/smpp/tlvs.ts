import { PduError } from "./errors.ts";
import type { Reader } from "./reader.ts";
import { Status } from "./statuses.ts";
import type { Writer } from "./writer.ts";

type Kind = "int8" | "int16" | "int32" | "cstring" | "octets" | "flag";

/** Optional parameters by tag (SMPP 3.4 section 5.3.2; congestionState is 5.0's). */
const table = {
  destAddrSubunit: [0x0005, "int8"],
  sourceAddrSubunit: [0x000d, "int8"],
  payloadType: [0x0019, "int8"],
  additionalStatusInfoText: [0x001d, "cstring"],
  receiptedMessageId: [0x001e, "cstring"],
  privacyIndicator: [0x0201, "int8"],
  sourceSubaddress: [0x0202, "octets"],
  destSubaddress: [0x0203, "octets"],
  userMessageReference: [0x0204, "int16"],
  userResponseCode: [0x0205, "int8"],
  sourcePort: [0x020a, "int16"],
  destinationPort: [0x020b, "int16"],
  sarMsgRefNum: [0x020c, "int16"],
  languageIndicator: [0x020d, "int8"],
  sarTotalSegments: [0x020e, "int8"],
  sarSegmentSeqnum: [0x020f, "int8"],
  scInterfaceVersion: [0x0210, "int8"],
  callbackNum: [0x0381, "octets"],
  networkErrorCode: [0x0423, "octets"],
  messagePayload: [0x0424, "octets"],
  deliveryFailureReason: [0x0425, "int8"],
  moreMessagesToSend: [0x0426, "int8"],
  messageState: [0x0427, "int8"],
  congestionState: [0x0428, "int8"],
  ussdServiceOp: [0x0501, "octets"],
  setDpf: [0x0421, "int8"],
  msAvailabilityStatus: [0x0422, "int8"],
  qosTimeToLive: [0x0017, "int32"],
  alertOnMessageDelivery: [0x130c, "flag"],
} as const satisfies Record<string, readonly [tag: number, kind: Kind]>;

interface KindType {
  int8: number;
  int16: number;
  int32: number;
  cstring: string;
  octets: Uint8Array;
  flag: true;
}

export type TlvName = keyof typeof table;

/** Optional parameters of a PDU; those the table lacks are kept as they came. */
export type Tlvs = { [N in TlvName]?: KindType[(typeof table)[N][1]] } & {
  others?: readonly { readonly tag: number; readonly value: Uint8Array }[];
};

const byTag = new Map<number, readonly [name: TlvName, kind: Kind]>(
  (Object.keys(table) as TlvName[]).map((name) => [table[name][0], [name, table[name][1]]]),
);

/** Integers are read at any length up to 4: carriers disagree about their size. */
function readValue(kind: Kind, octets: Uint8Array): number | string | true | Uint8Array {
  if (kind === "octets") return octets;
  if (kind === "flag") return true;
  if (kind === "cstring") {
    const nul = octets.indexOf(0);
    return Buffer.from(nul < 0 ? octets : octets.subarray(0, nul)).toString("latin1");
  }
  if (octets.length < 1 || octets.length > 4) {
    throw new PduError(Status.ESME_RINVTLVLEN, "an integer parameter has an impossible length");
  }
  return octets.reduce((value, octet) => value * 256 + octet, 0);
}

/** Reads the optional parameters up to the end of the PDU; of repeated ones the first counts. */
export function readTlvs(reader: Reader): Tlvs {
  const tlvs: Record<string, unknown> = {};
  const others: { tag: number; value: Uint8Array }[] = [];
  while (reader.left > 0) {
    // Some peers end every PDU with a NUL too many.
    if (reader.left < 4 && reader.onlyZeros) break;
    if (reader.left < 4)
      throw new PduError(Status.ESME_RINVTLVSTREAM, "octets left over after the parameters");
    const tag = reader.uint16();
    const length = reader.uint16();
    if (length > reader.left) throw new PduError(Status.ESME_RINVTLVLEN, "a parameter exceeds the PDU");
    const value = reader.take(length);
    const known = byTag.get(tag);
    if (!known) others.push({ tag, value });
    else if (!(known[0] in tlvs)) tlvs[known[0]] = readValue(known[1], value);
  }
  if (others.length > 0) tlvs.others = others;
  return tlvs as Tlvs;
}

function writeOne(writer: Writer, kind: Kind, value: unknown): void {
  const size = { int8: 1, int16: 2, int32: 4, cstring: 0, octets: 0, flag: 0 }[kind];
  if (typeof value === "number") {
    writer.uint16(size);
    if (size === 1) writer.uint8(value);
    else if (size === 2) writer.uint16(value);
    else writer.uint32(value);
  } else if (typeof value === "string") {
    writer.uint16(value.length + 1);
    writer.cstring(value, 0xffff, Status.ESME_RINVTLVLEN);
  } else if (value instanceof Uint8Array) {
    if (value.length > 0xffff) throw new PduError(Status.ESME_RINVTLVLEN, "a parameter is too long");
    writer.uint16(value.length);
    writer.octets(value);
  } else writer.uint16(0);
}

/** @throws PduError for a value longer than 65535 octets. */
export function writeTlvs(writer: Writer, tlvs: Tlvs): void {
  for (const name in tlvs) {
    if (name === "others") continue;
    const value = tlvs[name as TlvName];
    if (value === undefined) continue;
    const [tag, kind] = table[name as TlvName];
    writer.uint16(tag);
    writeOne(writer, kind, value);
  }
  for (const { tag, value } of tlvs.others ?? []) {
    writer.uint16(tag);
    writeOne(writer, "octets", value);
  }
}
