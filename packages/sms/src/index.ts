export { type CapturedPdu, CaptureError } from "./capture/captured-pdu.ts";
export { createPduCapture, type PduCapture, type PduCaptureOptions } from "./capture/pdu-capture.ts";
export {
  type DecodedPdu,
  decodeCapture,
  type ReplayOptions,
  readCapture,
  replayCapture,
} from "./capture/replay.ts";
export { parseCarrierRoutes, RouteError, specificity } from "./carrier/route.ts";
export { type AnyCarrierRoute, routeParsers } from "./carrier/schemes.ts";
export type { SmsGateway } from "./gateway/api.ts";
export { SmsUnavailableError } from "./gateway/errors.ts";
export type { SmsBody, SmsIncoming, SmsMessage, SmsPurpose, SmsStatus } from "./gateway/message.ts";
export { openSmsGateway } from "./gateway/open-sms-gateway.ts";
export type { CarrierSource, OpenSmsGatewayOptions, QueueTuning, SmsRoutes } from "./gateway/options.ts";
export { SmsIdError } from "./gateway/prepare.ts";
export type {
  BreakerState,
  CarrierCounters,
  CarrierState,
  GatewayState,
  HealthState,
  HistogramState,
} from "./gateway/state.ts";
export type { MessageTrace, StoredReceipt, TraceEvent } from "./gateway/trace.ts";
export * from "./http-carrier/index.ts";
export * from "./leg/index.ts";
export { type SmsLog, silentLog } from "./log.ts";
export type { RetryPolicy } from "./queue/retry.ts";
export { messageBody, type Piece } from "./reassembly/message-body.ts";
export { messageContent, UDHI } from "./reassembly/message-content.ts";
export { longMessageKey, PartTable } from "./reassembly/part-table.ts";
export { messageIdForms, sameMessageId } from "./receipts/message-ids.ts";
export { type DeliveryReceipt, formatReceipt, isReceipt, parseReceipt } from "./receipts/receipt.ts";
export { codesOf, isFinal, type MessageState } from "./receipts/receipt-states.ts";
export * from "./rules/index.ts";
export type { Answer } from "./session/options.ts";
export { AddressError, addressText, sourceAddress } from "./smpp/address.ts";
export {
  AnswerError,
  LinkClosedError,
  NotSentError,
  PduError,
  ResponseTimeoutError,
  SmppStatusError,
} from "./smpp/errors.ts";
export type { Pdu } from "./smpp/pdu.ts";
export { Status, statusName, statusWords } from "./smpp/statuses.ts";
export { checkData, checkDestination, checkSource, checkSubmit, messageTimes } from "./smsc/check-message.ts";
export type { Delivery, FirstTry, Outcome } from "./smsc/deliveries.ts";
export { type SmscOptions, SmscServer } from "./smsc/smsc-server.ts";
export type { SmscSession } from "./smsc/smsc-session.ts";
export { formatSmppTime } from "./smsc/times.ts";
