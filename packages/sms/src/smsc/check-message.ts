import { UDHI } from "../reassembly/message-content.ts";
import type { Body } from "../smpp/bodies.ts";
import { SmppStatusError } from "../smpp/errors.ts";
import type { Pdu } from "../smpp/pdu.ts";
import { Status, type StatusName } from "../smpp/statuses.ts";
import type { Tlvs } from "../smpp/tlvs.ts";
import { parseUserDataHeader } from "../text/index.ts";
import { parseSmppTime } from "./times.ts";

/** Plans that have a meaning (SMPP 3.4 section 5.2.6). */
const PLANS = new Set([0, 1, 3, 4, 6, 8, 9, 10, 14, 18]);
const LAST_TYPE_OF_NUMBER = 6;

function refuseIf(wrong: boolean, status: StatusName): void {
  if (wrong) throw new SmppStatusError(Status[status]);
}

/** @throws SmppStatusError with the status that names the parameter (section 5.1.3). */
export function checkSource({
  sourceAddrTon,
  sourceAddrNpi,
  sourceAddr,
}: Pick<Body<"submit_sm">, "sourceAddrTon" | "sourceAddrNpi" | "sourceAddr">): void {
  refuseIf(sourceAddrTon > LAST_TYPE_OF_NUMBER, "ESME_RINVSRCTON");
  refuseIf(!PLANS.has(sourceAddrNpi), "ESME_RINVSRCNPI");
  // An empty one asks for the account's own sender (section 4.4.1).
  const valid = { 1: /^\+?\d*$/, 2: /^\+?\d*$/, 5: /^.{0,11}$/ }[sourceAddrTon] ?? /^\+?[\w*# .&-]*$/;
  refuseIf(!valid.test(sourceAddr), "ESME_RINVSRCADR");
}

/** @throws SmppStatusError with the status that names the parameter. */
export function checkDestination(ton: number, npi: number, address: string): void {
  refuseIf(ton > LAST_TYPE_OF_NUMBER, "ESME_RINVDSTTON");
  refuseIf(!PLANS.has(npi), "ESME_RINVDSTNPI");
  refuseIf(!/^\+?\d{3,20}$/.test(address), "ESME_RINVDSTADR");
}

/** Concatenation parameters come all three or not at all, and make sense (section 5.3.2.22 to .24). */
function checkSar({ sarMsgRefNum, sarTotalSegments, sarSegmentSeqnum }: Tlvs): void {
  const given = [sarMsgRefNum, sarTotalSegments, sarSegmentSeqnum].filter((value) => value !== undefined);
  refuseIf(given.length % 3 !== 0, "ESME_RMISSINGTLV");
  if (sarTotalSegments === undefined || sarSegmentSeqnum === undefined) return;
  refuseIf(sarSegmentSeqnum < 1 || sarSegmentSeqnum > sarTotalSegments, "ESME_RINVTLVVAL");
}

function checkHeader(esmClass: number, octets: Uint8Array): void {
  if (!(esmClass & UDHI)) return;
  refuseIf(octets.length === 0 || parseUserDataHeader(octets) === undefined, "ESME_RINVESMCLASS");
}

/** Bits 5..2: a message, or an acknowledgement by the receiving side's user or device (section 5.2.12). */
function checkEsmClass(esmClass: number): void {
  refuseIf(![0x00, 0x08, 0x10].includes(esmClass & 0x3c), "ESME_RINVESMCLASS");
}

function checkRegisteredDelivery(value: number, version: number): void {
  // 3 means "on success" since 5.0 and is reserved before.
  const reserved = (value & 0xe0) !== 0 || ((value & 3) === 3 && version < 0x50);
  refuseIf(reserved, "ESME_RINVREGDLVFLG");
}

/** When a message is to go out and until when it is worth it, milliseconds since 1970. */
export interface MessageTimes {
  readonly scheduledAt: number | undefined;
  readonly validUntil: number | undefined;
}

/** @throws SmppStatusError for a time that is malformed or past. */
export function messageTimes(
  {
    scheduleDeliveryTime,
    validityPeriod,
  }: Pick<Body<"submit_sm">, "scheduleDeliveryTime" | "validityPeriod">,
  now: number,
): MessageTimes {
  const scheduledAt = scheduleDeliveryTime === "" ? undefined : parseSmppTime(scheduleDeliveryTime, now);
  refuseIf(scheduleDeliveryTime !== "" && !(scheduledAt && scheduledAt >= now), "ESME_RINVSCHED");
  const validUntil = validityPeriod === "" ? undefined : parseSmppTime(validityPeriod, now);
  refuseIf(validityPeriod !== "" && !(validUntil && validUntil >= (scheduledAt ?? now)), "ESME_RINVEXPIRY");
  return { scheduledAt, validUntil };
}

/**
 * Everything of a submit_sm or submit_multi but where it goes.
 * @param version what the peer speaks: interface_version of its bind.
 * @throws SmppStatusError with the status the standard has for what is wrong.
 */
export function checkSubmit(
  pdu: Pdu<"submit_sm"> | Pdu<"submit_multi">,
  version: number,
  now: number,
): MessageTimes {
  const { body, tlvs } = pdu;
  checkSource(body);
  checkEsmClass(body.esmClass);
  refuseIf(body.priorityFlag > (version >= 0x50 ? 4 : 3), "ESME_RINVPRTFLG");
  checkRegisteredDelivery(body.registeredDelivery, version);
  refuseIf(body.replaceIfPresentFlag > 1, "ESME_RINVREPFLAG");
  refuseIf(body.smDefaultMsgId !== 0, "ESME_RINVDFTMSGID");
  // One or the other carries the message, never both (section 4.4.1).
  refuseIf(body.shortMessage.length > 0 && tlvs.messagePayload !== undefined, "ESME_RTLVNOTALLWD");
  checkSar(tlvs);
  checkHeader(
    body.esmClass,
    body.shortMessage.length > 0 ? body.shortMessage : (tlvs.messagePayload ?? new Uint8Array()),
  );
  return messageTimes(body, now);
}

/** @throws SmppStatusError as `checkSubmit`; a data_sm without message_payload carries nothing. */
export function checkData({ body, tlvs }: Pdu<"data_sm">, version: number): void {
  checkSource(body);
  checkEsmClass(body.esmClass);
  checkRegisteredDelivery(body.registeredDelivery, version);
  refuseIf(tlvs.messagePayload === undefined, "ESME_RMISSINGTLV");
  checkSar(tlvs);
  checkHeader(body.esmClass, tlvs.messagePayload ?? new Uint8Array());
}
