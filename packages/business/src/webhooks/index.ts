export type { Attempt } from "./attempts.ts";
export type { WebhookBacklog, WebhookDesk, WebhookEntry, WebhookFilter, WebhookState } from "./desk.ts";
export { type ReachOptions, type Verification, verifyEndpoint } from "./endpoint.ts";
export * from "./errors.ts";
export type { WebhookEvent } from "./event.ts";
export type { WebhookLog, WebhookQueueOptions, WebhookTuning } from "./options.ts";
export { type TargetState, WebhookQueue } from "./queue.ts";
export type { DeliveryFailure, LatencyState, TallyState } from "./tally.ts";
export { resolveTarget, type WebhookSubscription, type WebhookTarget } from "./target.ts";
