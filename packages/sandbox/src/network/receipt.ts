import { codesOf, type Delivery, formatReceipt, type MessageState } from "@culver/sms";
import { encodeText } from "@culver/sms/text";
import type { StoredMessage } from "./stored-message.ts";

const alphabets = { 0: "gsm7", 3: "latin1", 4: "latin1", 8: "ucs2" } as const;

/** network_error_code: GSM, and the code where it is a number (SMPP 3.4 section 5.3.2.31). */
function networkError(code: string): Uint8Array {
  const number = /^\d{1,5}$/.test(code) ? Number(code) & 0xffff : 0;
  return new Uint8Array([3, number >> 8, number & 0xff]);
}

/** Whether the sender asked to hear of this end (registered_delivery, SMPP 3.4 section 5.2.17, and 5.0's 3). */
export function asksFor({ pdu }: StoredMessage, state: MessageState): boolean {
  const asked = pdu.body.registeredDelivery & 3;
  return asked === 1 || (asked === 2 && state !== "delivered") || (asked === 3 && state === "delivered");
}

/** Whether the sender asked to hear that the message has to wait. */
export function asksForIntermediate({ pdu }: StoredMessage): boolean {
  return (pdu.body.registeredDelivery & 0x10) !== 0;
}

/**
 * The receipt of a message, from the phone to who submitted it.
 * @param esmClass 0x04 for a receipt, 0x20 for an intermediate notification.
 */
export function receiptOf(
  message: StoredMessage,
  state: MessageState,
  esmClass: number,
  now: number,
): Delivery {
  const { pdu, behaviour, receiptId, submittedAt, error } = message;
  const { body, tlvs } = pdu;
  const text = formatReceipt({ messageId: receiptId, state, error, submittedAt, doneAt: now });
  const reference = tlvs.userMessageReference;
  return {
    body: {
      sourceAddrTon: body.destAddrTon,
      sourceAddrNpi: body.destAddrNpi,
      sourceAddr: body.destinationAddr,
      destAddrTon: body.sourceAddrTon,
      destAddrNpi: body.sourceAddrNpi,
      destinationAddr: body.sourceAddr,
      esmClass,
      dataCoding: behaviour.receiptCoding,
      shortMessage: encodeText(text, alphabets[behaviour.receiptCoding]),
    },
    tlvs: behaviour.receiptParameters
      ? {
          receiptedMessageId: receiptId,
          messageState: codesOf(state).code,
          ...(reference === undefined ? {} : { userMessageReference: reference }),
          ...(error === "000" ? {} : { networkErrorCode: networkError(error) }),
        }
      : {},
  };
}
