export type { Choice } from "./choices.ts";
export { matchReply } from "./match-reply.ts";
export { type RenderingOptions, renderSms, type SmsContent, type SmsRendering } from "./render-sms.ts";
