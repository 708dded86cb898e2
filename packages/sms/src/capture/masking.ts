import { createHmac, randomBytes } from "node:crypto";
import { UDHI } from "../reassembly/message-content.ts";
import { isReceipt } from "../receipts/receipt.ts";
import type { Command } from "../smpp/command-ids.ts";
import { decodePdu, encodePdu, HEADER_LENGTH, type PduInput } from "../smpp/pdu.ts";
import type { Tlvs } from "../smpp/tlvs.ts";
import { alphabetOf, parseUserDataHeader } from "../text/index.ts";

/** Takes numbers, texts and passwords out of PDUs, and leaves everything else as it is. */
export type Mask = (octets: Buffer) => Buffer;

const ADDRESSES = new Set(["sourceAddr", "destinationAddr", "esmeAddr"]);
/** Optional parameters that hold no address and no content; every other one is blanked. */
const PLAIN_TLVS = new Set<string>([
  "receiptedMessageId",
  "userMessageReference",
  "sourcePort",
  "destinationPort",
  "sarMsgRefNum",
  "sarTotalSegments",
  "sarSegmentSeqnum",
  "scInterfaceVersion",
  "messageState",
  "congestionState",
  "networkErrorCode",
  "deliveryFailureReason",
  "moreMessagesToSend",
  "msAvailabilityStatus",
  "qosTimeToLive",
  "setDpf",
  "payloadType",
]);

const LETTER_X = 0x78;

/** Content of the same length: the user data header stays, each character becomes an x. */
function blankContent(octets: Uint8Array, esmClass: number, dataCoding: number): Uint8Array {
  const from = esmClass & UDHI ? (parseUserDataHeader(octets)?.length ?? 0) : 0;
  const wide = alphabetOf(dataCoding) === "ucs2";
  return octets.map((octet, at) => (at < from ? octet : wide && (at - from) % 2 === 0 ? 0 : LETTER_X));
}

/** Of a receipt only what follows text: is somebody's. */
function blankReceipt(octets: Uint8Array): Uint8Array {
  const at = Buffer.from(octets).toString("latin1").toLowerCase().lastIndexOf("text:");
  return at < 0 ? octets : octets.map((octet, index) => (index < at + 5 ? octet : LETTER_X));
}

function maskTlvs(tlvs: Tlvs, content: (octets: Uint8Array) => Uint8Array): Tlvs {
  const entries = Object.entries(tlvs).flatMap(([name, value]): [string, unknown][] => {
    if (name === "messagePayload" && value instanceof Uint8Array) return [[name, content(value)]];
    return PLAIN_TLVS.has(name) ? [[name, value]] : [];
  });
  return Object.fromEntries(entries) as Tlvs;
}

/**
 * A mask with a key of its own, never kept: the same number is the same other number within one capture, and in no
 * other. A PDU that cannot be read keeps its header only.
 */
export function createMask(key = randomBytes(32)): Mask {
  const pseudonym = (address: string) => {
    const digits = createHmac("sha256", key).update(address.replace(/^\+/, "")).digest();
    return [...address]
      .map((character, at) => (character === "+" ? "+" : String((digits[at % 32] ?? 0) % 10)))
      .join("");
  };
  return (octets) => {
    try {
      const { command, sequence, status, body, tlvs } = decodePdu(octets);
      const fields: Record<string, unknown> = { ...body };
      const { esmClass = 0, dataCoding = 0 } = fields as { esmClass?: number; dataCoding?: number };
      const content = (value: Uint8Array) =>
        command === "deliver_sm" && isReceipt(esmClass)
          ? blankReceipt(value)
          : blankContent(value, esmClass, dataCoding);
      for (const [name, value] of Object.entries(fields)) {
        if (typeof value === "string" && ADDRESSES.has(name)) fields[name] = pseudonym(value);
        if (name === "password") fields[name] = "x".repeat(String(value).length);
        if (name === "shortMessage" && value instanceof Uint8Array) fields[name] = content(value);
        if ((name === "destinations" || name === "unsuccessful") && Array.isArray(value))
          fields[name] = value.map((to) =>
            "address" in to ? { ...to, address: pseudonym(to.address) } : to,
          );
      }
      const bodiless = octets.length === HEADER_LENGTH;
      const input = {
        command,
        sequence,
        status,
        ...(bodiless ? {} : { body: fields, tlvs: maskTlvs(tlvs, content) }),
      };
      if (bodiless) return octets;
      return encodePdu(input as unknown as PduInput<Command>);
    } catch {
      return octets.subarray(0, HEADER_LENGTH);
    }
  };
}
