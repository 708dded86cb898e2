export { type AcceptedBody, acceptedBody } from "./accepted.ts";
export {
  type ContactCard,
  type Interactive,
  type InteractiveHeader,
  type ListRow,
  type ListSection,
  type Location,
  type Media,
  type MediaSource,
  type MediaType,
  type MessageContent,
  type MessageType,
  messageTypes,
  type ReplyButton,
  type TemplateButtonKind,
  type TemplateComponent,
  type TemplateParameter,
  type TemplateSend,
} from "./content.ts";
export type { BodyForm } from "./form.ts";
export { defaultMessageLimits, type MessageLimits } from "./limits.ts";
export { type ParseOptions, parseSendRequest } from "./parse-send-request.ts";
export type { Recipient, SendRequest } from "./request.ts";
