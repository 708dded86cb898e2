export { createInbox, type Inbox } from "./create-inbox.ts";
export { InboxError } from "./errors.ts";
export type { Method, Route } from "./http/call.ts";
export { defaultInboxTuning, type InboxLog, type InboxOptions, type InboxTuning } from "./options.ts";
