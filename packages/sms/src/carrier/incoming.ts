import type { SmsLog } from "../log.ts";
import { messageBody } from "../reassembly/message-body.ts";
import { messageContent } from "../reassembly/message-content.ts";
import type { Reassembler } from "../reassembly/reassembler.ts";
import { isReceipt } from "../receipts/receipt.ts";
import type { Answer } from "../session/options.ts";
import { addressText } from "../smpp/address.ts";
import { SmppStatusError } from "../smpp/errors.ts";
import type { AnyPdu, Pdu } from "../smpp/pdu.ts";
import { Status } from "../smpp/statuses.ts";
import { carrierReceipt } from "./carrier-receipt.ts";
import type { CarrierEvents } from "./port.ts";

type Brought = Pdu<"deliver_sm"> | Pdu<"data_sm">;

/** ms_availability_status of alert_notification: 0 is "available", and absent means so too (SMPP 3.4 section 5.3.2.30). */
const AVAILABLE = 0;

/** Answers what a carrier asks: a message or receipt once it was handed over, or its part once it is kept. */
export function incomingHandler(
  events: CarrierEvents,
  reassembler: Reassembler,
  log: SmsLog,
): (request: AnyPdu) => Answer | Promise<Answer> {
  const take = async (pdu: Brought): Promise<Answer> => {
    try {
      if (announcesReceipt(pdu)) await events.receipt(carrierReceipt(pdu));
      else await takeMessage(pdu, events, reassembler);
      return {};
    } catch (error) {
      const kind = error instanceof Error ? error.name : typeof error;
      log.warn({ command: pdu.command, error: kind }, "not taken; the carrier may send it again");
      return { status: error instanceof SmppStatusError ? error.status : Status.ESME_RX_T_APPN };
    }
  };
  return (request) => {
    switch (request.command) {
      case "deliver_sm":
      case "data_sm":
        return take(request);
      case "alert_notification":
        alert(request, events);
        return {};
      case "outbind":
        // It asks an ESME to bind (section 4.1.7.1); this one is bound.
        return {};
      default:
        return { status: Status.ESME_RINVBNDSTS };
    }
  };
}

/** By esm_class; or by the parameters that only receipts have, which some carriers send without it. */
function announcesReceipt({ body, tlvs }: Brought): boolean {
  return (
    isReceipt(body.esmClass) || (tlvs.receiptedMessageId !== undefined && tlvs.messageState !== undefined)
  );
}

async function takeMessage(pdu: Brought, events: CarrierEvents, reassembler: Reassembler): Promise<void> {
  const { body } = pdu;
  const from = addressText({ ton: body.sourceAddrTon, address: body.sourceAddr });
  const to = addressText({ ton: body.destAddrTon, address: body.destinationAddr });
  const { concatenation, ...content } = messageContent(pdu);
  if (concatenation) await reassembler.accept({ from, to, concatenation, ...content });
  else await events.incoming({ from, to, body: messageBody([{ part: 1, ...content }], 1) });
}

function alert({ body, tlvs }: Pdu<"alert_notification">, events: CarrierEvents): void {
  if ((tlvs.msAvailabilityStatus ?? AVAILABLE) !== AVAILABLE) return;
  const phone = addressText({ ton: body.sourceAddrTon, address: body.sourceAddr });
  if (/^\+?[1-9]\d{6,14}$/.test(phone)) events.alert(phone.startsWith("+") ? phone : `+${phone}`);
}
