import type { Command } from "./command-ids.ts";
import { destinations, unsuccessfuls } from "./destinations.ts";
import { cstring, type FieldCodec, int8, looseCstring, shortMessage } from "./field-codecs.ts";
import { Status } from "./statuses.ts";

const source = {
  sourceAddrTon: int8,
  sourceAddrNpi: int8,
  sourceAddr: cstring(21, Status.ESME_RINVSRCADR),
};
const destination = {
  destAddrTon: int8,
  destAddrNpi: int8,
  destinationAddr: cstring(21, Status.ESME_RINVDSTADR),
};
const longSource = { ...source, sourceAddr: cstring(65, Status.ESME_RINVSRCADR) };
const longDestination = { ...destination, destinationAddr: cstring(65, Status.ESME_RINVDSTADR) };
const serviceType = { serviceType: cstring(6, Status.ESME_RINVSERTYP) };
const requestedMessageId = { messageId: cstring(65, Status.ESME_RINVMSGID) };
// Some carriers answer with ids longer than the standard's 65 octets.
const answeredMessageId = { messageId: looseCstring(256, Status.ESME_RINVMSGID) };
const times = {
  scheduleDeliveryTime: cstring(17, Status.ESME_RINVSCHED),
  validityPeriod: cstring(17, Status.ESME_RINVEXPIRY),
};
const nothing = {};

const bind = {
  systemId: cstring(16, Status.ESME_RINVSYSID),
  // The standard's limit is 9 octets; carriers hand out longer passwords all the same.
  password: cstring(65, Status.ESME_RINVPASWD),
  systemType: cstring(13, Status.ESME_RINVSYSTYP),
  interfaceVersion: int8,
  addrTon: int8,
  addrNpi: int8,
  addressRange: cstring(41),
};
const bindResponse = { systemId: looseCstring(64, Status.ESME_RINVSYSID) };

const afterAddresses = {
  esmClass: int8,
  protocolId: int8,
  priorityFlag: int8,
  ...times,
  registeredDelivery: int8,
  replaceIfPresentFlag: int8,
  dataCoding: int8,
  smDefaultMsgId: int8,
  shortMessage,
};
const message = { ...serviceType, ...source, ...destination, ...afterAddresses };

/** The mandatory parameters of every command, in wire order (SMPP 3.4 section 4). */
export const bodies = {
  generic_nack: nothing,
  bind_receiver: bind,
  bind_receiver_resp: bindResponse,
  bind_transmitter: bind,
  bind_transmitter_resp: bindResponse,
  bind_transceiver: bind,
  bind_transceiver_resp: bindResponse,
  outbind: { systemId: bind.systemId, password: bind.password },
  unbind: nothing,
  unbind_resp: nothing,
  enquire_link: nothing,
  enquire_link_resp: nothing,
  submit_sm: message,
  submit_sm_resp: answeredMessageId,
  deliver_sm: message,
  deliver_sm_resp: answeredMessageId,
  submit_multi: { ...serviceType, ...source, destinations, ...afterAddresses },
  submit_multi_resp: { ...answeredMessageId, unsuccessful: unsuccessfuls },
  data_sm: {
    ...serviceType,
    ...longSource,
    ...longDestination,
    esmClass: int8,
    registeredDelivery: int8,
    dataCoding: int8,
  },
  data_sm_resp: answeredMessageId,
  query_sm: { ...requestedMessageId, ...source },
  query_sm_resp: { ...answeredMessageId, finalDate: cstring(17), messageState: int8, errorCode: int8 },
  cancel_sm: { ...serviceType, ...requestedMessageId, ...source, ...destination },
  cancel_sm_resp: nothing,
  replace_sm: {
    ...requestedMessageId,
    ...source,
    ...times,
    registeredDelivery: int8,
    smDefaultMsgId: int8,
    shortMessage,
  },
  replace_sm_resp: nothing,
  alert_notification: {
    ...longSource,
    esmeAddrTon: int8,
    esmeAddrNpi: int8,
    esmeAddr: cstring(65, Status.ESME_RINVDSTADR),
  },
} satisfies Record<Command, Readonly<Record<string, FieldCodec<unknown>>>>;

/** The mandatory parameters of command `C`. */
export type Body<C extends Command> = {
  readonly [F in keyof (typeof bodies)[C]]: (typeof bodies)[C][F] extends FieldCodec<infer T> ? T : never;
};
