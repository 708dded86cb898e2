import type { Pdu } from "@culver/sms";

export type Submit = Pdu<"submit_sm">;

const plain = {
  protocolId: 0,
  priorityFlag: 0,
  scheduleDeliveryTime: "",
  validityPeriod: "",
  replaceIfPresentFlag: 0,
  smDefaultMsgId: 0,
};

/** A data_sm as the submit_sm that says the same. */
export function submitOfData({ body, tlvs, ...pdu }: Pdu<"data_sm">): Submit {
  return {
    ...pdu,
    command: "submit_sm",
    body: { ...plain, ...body, shortMessage: tlvs.messagePayload ?? new Uint8Array() },
    tlvs,
  };
}

/** One destination of a submit_multi as a submit_sm. */
export function submitOfMulti(
  { body, ...pdu }: Pdu<"submit_multi">,
  to: { readonly ton: number; readonly npi: number; readonly address: string },
): Submit {
  const { destinations: _, ...rest } = body;
  return {
    ...pdu,
    command: "submit_sm",
    body: { ...rest, destAddrTon: to.ton, destAddrNpi: to.npi, destinationAddr: to.address },
  };
}
