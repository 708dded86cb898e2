import { UDHI } from "../reassembly/message-content.ts";
import { destinationAddress, sourceAddress } from "../smpp/address.ts";
import type { Body } from "../smpp/bodies.ts";
import type { Tlvs } from "../smpp/tlvs.ts";
import { relativeValidity } from "../smpp/validity.ts";
import {
  parseUserDataHeader,
  type Segment,
  type UserDataHeader,
  writeUserDataHeader,
} from "../text/index.ts";
import type { CarrierMessage } from "./port.ts";
import type { LongForm, SmppRoute } from "./smpp-route.ts";

/** One submit_sm, and the parts of the message it carries. */
export interface Submission {
  readonly parts: readonly number[];
  readonly body: Partial<Body<"submit_sm">>;
  readonly tlvs: Tlvs;
}

/** What `short_message` or its stand-ins say. */
interface Content {
  readonly parts: readonly number[];
  readonly dataCoding: number;
  readonly hasHeader: boolean;
  readonly shortMessage?: Uint8Array;
  readonly tlvs: Tlvs;
}

/** registered_delivery: a receipt whatever the outcome (SMPP 3.4 section 5.2.17). */
const RECEIPT_ALWAYS = 1;

/**
 * The submit_sm of a message's parts, in order.
 * @param takesTlvs whether the peer reads optional parameters: one of 3.3 does not (SMPP 3.4 section 3.4).
 * @param now milliseconds since 1970.
 * @throws AddressError
 */
export function submissionsOf(
  message: CarrierMessage,
  route: Pick<SmppRoute, "long" | "maxValiditySeconds" | "voiceServiceType">,
  takesTlvs: boolean,
  now: number,
): readonly Submission[] {
  const from = sourceAddress(message.from);
  const to = destinationAddress(message.to);
  const seconds = Math.min(route.maxValiditySeconds, (message.validUntil - now) / 1000);
  const common = {
    serviceType: message.voice ? route.voiceServiceType : "",
    sourceAddrTon: from.ton,
    sourceAddrNpi: from.npi,
    sourceAddr: from.address,
    destAddrTon: to.ton,
    destAddrNpi: to.npi,
    destinationAddr: to.address,
    registeredDelivery: RECEIPT_ALWAYS,
    validityPeriod: route.maxValiditySeconds === 0 ? "" : relativeValidity(seconds),
  };
  const reference: Tlvs = takesTlvs ? { userMessageReference: message.reference } : {};
  return contentsOf(message, takesTlvs ? route.long : "udh").map((content) => ({
    parts: content.parts,
    body: {
      ...common,
      esmClass: content.hasHeader ? UDHI : 0,
      dataCoding: content.dataCoding,
      ...(content.shortMessage ? { shortMessage: content.shortMessage } : {}),
    },
    tlvs: { ...reference, ...content.tlvs },
  }));
}

function contentsOf(message: CarrierMessage, long: LongForm): readonly Content[] {
  const { segments, parts } = message;
  if (segments.length > 1 && (long === "sar" || long === "payload")) {
    // In one piece there is no sending some of the parts again.
    const whole = long === "payload" && parts.length === segments.length;
    const contents = whole ? payload(segments, parts) : long === "sar" ? sar(message) : undefined;
    if (contents) return contents;
  }
  return parts.flatMap((part) => {
    const segment = segments[part];
    if (!segment) return [];
    const { octets, dataCoding, hasHeader } = segment;
    return [{ parts: [part], dataCoding, hasHeader, shortMessage: octets, tlvs: {} }];
  });
}

/** Concatenation and ports as optional parameters (SMPP 3.4 sections 5.3.2.22 to 24); undefined when it cannot say all. */
function sar({ segments, parts, reference }: CarrierMessage): readonly Content[] | undefined {
  const contents = parts.map((part): Content | undefined => {
    const segment = segments[part];
    const header = segment && headerOf(segment);
    // National language tables have no parameter: such a message keeps its headers.
    if (!segment || !header?.concatenation || header.shift) return undefined;
    return {
      parts: [part],
      dataCoding: segment.dataCoding,
      hasHeader: false,
      shortMessage: segment.octets.subarray(header.length),
      tlvs: {
        ...portTlvs(header),
        sarMsgRefNum: reference,
        sarTotalSegments: header.concatenation.total,
        sarSegmentSeqnum: header.concatenation.part,
      },
    };
  });
  return contents.every((content) => content !== undefined) ? contents : undefined;
}

/** The whole in message_payload (section 5.3.2.32); what a header says beside the concatenation stays or is a TLV. */
function payload(segments: readonly Segment[], parts: readonly number[]): readonly Content[] | undefined {
  const headers = segments.map(headerOf);
  const [first] = segments;
  const shift = headers[0]?.shift;
  if (!first || headers.some((header) => header === undefined)) return undefined;
  const header = writeUserDataHeader(shift ? { shift } : {});
  const bodies = segments.map(({ octets }, index) => octets.subarray(headers[index]?.length ?? 0));
  const messagePayload = new Uint8Array(Buffer.concat([header, ...bodies]));
  const tlvs: Tlvs = { ...portTlvs(headers[0]), messagePayload };
  return [{ parts, dataCoding: first.dataCoding, hasHeader: header.length > 0, tlvs }];
}

function headerOf({ octets, hasHeader }: Segment): UserDataHeader | undefined {
  return hasHeader ? parseUserDataHeader(octets) : undefined;
}

function portTlvs(header: UserDataHeader | undefined): Tlvs {
  const ports = header?.ports;
  return ports ? { sourcePort: ports.source, destinationPort: ports.destination } : {};
}
