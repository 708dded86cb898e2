export { RepliesError } from "./errors.ts";
export { defaultRepliesSettings, type RepliesOptions, type RepliesSettings } from "./options.ts";
export { openReplies, type Replies } from "./replies.ts";
