export { type AcceptedBody, acceptedBody } from "./accepted.ts";
export type {
  ContactCard,
  Interactive,
  InteractiveHeader,
  ListRow,
  ListSection,
  Location,
  Media,
  MediaSource,
  MediaType,
  MessageContent,
  MessageType,
  ReplyButton,
  TemplateButtonKind,
  TemplateComponent,
  TemplateParameter,
  TemplateSend,
} from "./content.ts";
export type { BodyForm } from "./form.ts";
export { defaultMessageLimits, type MessageLimits } from "./limits.ts";
export { type ParseOptions, parseSendRequest } from "./parse-send-request.ts";
export type { Recipient, SendRequest } from "./request.ts";
