import { type Delivery, sourceAddress, UDHI } from "@culver/sms";
import { dataCodingOf, encodeText, segmentText, splitText } from "@culver/sms/text";
import type { Behaviour } from "../behaviour/behaviour.ts";

/**
 * The deliver_sm of a text that a phone sends.
 * @param reference tells the long texts of one phone apart.
 * @throws AddressError for a recipient that is none.
 */
export function outgoingParts(
  from: string,
  to: string,
  text: string,
  reference: number,
  how: Behaviour["longTexts"],
): Delivery[] {
  const { ton, npi, address } = sourceAddress(to);
  const addresses = {
    sourceAddrTon: 1,
    sourceAddrNpi: 1,
    sourceAddr: from.slice(1),
    destAddrTon: ton,
    destAddrNpi: npi,
    destinationAddr: address,
  };
  if (how === "header" || how === "header16") {
    const options = how === "header16" ? { referenceBits: 16 as const } : {};
    return segmentText(text, reference, undefined, options).map(({ octets, dataCoding, hasHeader }) => ({
      body: { ...addresses, esmClass: hasHeader ? UDHI : 0, dataCoding, shortMessage: octets },
    }));
  }
  const { alphabet, parts } = splitText(text);
  const dataCoding = dataCodingOf(alphabet);
  if (how === "payload") {
    return [{ body: { ...addresses, dataCoding }, tlvs: { messagePayload: encodeText(text, alphabet) } }];
  }
  return parts.map((part, index) => ({
    body: { ...addresses, dataCoding, shortMessage: encodeText(part, alphabet) },
    tlvs:
      parts.length === 1
        ? {}
        : { sarMsgRefNum: reference & 0xffff, sarTotalSegments: parts.length, sarSegmentSeqnum: index + 1 },
  }));
}
