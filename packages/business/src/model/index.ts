export type { Access, App, Business, BusinessNumber, NumberStatus, Scope } from "./business.ts";
export {
  type Handover,
  type RepliesDesk,
  type RepliesDraft,
  STARTER_WORDS,
  type TemplateDesk,
} from "./desks.ts";
export { type BusinessLimits, defaultLimits } from "./limits.ts";
export type { DeliveryStatus, OutgoingContent, Sender, StoredMessage } from "./message.ts";
export type {
  Accounts,
  Announcer,
  Devices,
  Engine,
  LiveEvent,
  MediaStore,
  Outgoing,
  RelayPort,
  StoredMedia,
  Templates,
} from "./ports.ts";
export type { Channel, Thread } from "./thread.ts";
