export {
  type MessagingTier,
  type PhoneQualityReport,
  type PhoneQualityValue,
  phoneQualityValue,
  type TemplateStatusReport,
  type TemplateStatusValue,
  templateStatusValue,
} from "./account.ts";
export { type EventBody, type EventChange, eventBody } from "./envelope.ts";
export { contentJson, type EventMedia, type IncomingContent } from "./message.ts";
export {
  type Customer,
  contactOf,
  ERROR_PAGE,
  type EventContact,
  type EventError,
  type EventMetadata,
  eventErrorOf,
  metadataOf,
  timestampOf,
} from "./names.ts";
export { replyOf, textOfIncoming } from "./replies.ts";
export {
  type Conversation,
  type EventStatus,
  freePricing,
  type MessageStatus,
  type Pricing,
  type StatusesValue,
  type StatusReport,
  statusValue,
} from "./status.ts";
export {
  type ErrorsValue,
  type EventMessage,
  errorsValue,
  type IncomingMessage,
  type MessageContext,
  type MessagesValue,
  messageValue,
} from "./values.ts";
