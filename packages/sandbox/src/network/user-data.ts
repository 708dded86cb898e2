import { messageContent, UDHI } from "@culver/sms";
import { writeUserDataHeader } from "@culver/sms/text";
import type { Submit } from "./as-submit.ts";

/**
 * What the phone's modem gives: the user data with its header. Ports and numbers that came as optional parameters are
 * put into a header, as the network does it (TS 23.040 section 9.2.3.24).
 */
export function userDataOf(pdu: Submit): Uint8Array {
  const { body, tlvs } = pdu;
  if (body.esmClass & UDHI)
    return body.shortMessage.length > 0 ? body.shortMessage : (tlvs.messagePayload ?? body.shortMessage);
  const { octets, concatenation, ports } = messageContent(pdu);
  const header = writeUserDataHeader({
    ...(ports ? { ports } : {}),
    ...(concatenation ? { concatenation, referenceBits: 16 as const } : {}),
  });
  const whole = new Uint8Array(header.length + octets.length);
  whole.set(header);
  whole.set(octets, header.length);
  return whole;
}
