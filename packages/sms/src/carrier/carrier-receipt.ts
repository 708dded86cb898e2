import { readReceipt } from "../receipts/receipt.ts";
import { addressText } from "../smpp/address.ts";
import type { Pdu } from "../smpp/pdu.ts";
import type { CarrierReceipt } from "./port.ts";

/** The receipt in a deliver_sm or data_sm; its source is the phone, its destination the message's sender. */
export function carrierReceipt(pdu: Pdu<"deliver_sm"> | Pdu<"data_sm">): CarrierReceipt {
  const { body, tlvs } = pdu;
  const { messageIds, state, error, submittedAt, doneAt } = readReceipt(pdu);
  const phone = addressText({ ton: body.sourceAddrTon, address: body.sourceAddr });
  const sender = addressText({ ton: body.destAddrTon, address: body.destinationAddr });
  return {
    messageIds,
    reference: tlvs.userMessageReference,
    phone: phone === "" ? undefined : phone,
    sender: sender === "" ? undefined : sender,
    state,
    code: error && !/^0+$/.test(error) ? error : networkCode(tlvs.networkErrorCode),
    submittedAt,
    doneAt,
  };
}

/** network_error_code (SMPP 3.4 section 5.3.2.31) as type:code, where 3 is GSM; undefined for none or code 0. */
function networkCode(octets: Uint8Array | undefined): string | undefined {
  if (octets?.length !== 3) return undefined;
  const [type = 0, high = 0, low = 0] = octets;
  const code = high * 256 + low;
  return code === 0 ? undefined : `${type}:${code}`;
}
