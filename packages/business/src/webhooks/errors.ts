/** An event or a target that cannot be queued: what names it is not text, or it is no JSON. */
export class WebhookEventError extends Error {
  override readonly name: string = "WebhookEventError";
}

/** One event alone is longer than a webhook's body may be. */
export class WebhookEventTooLargeError extends WebhookEventError {
  override readonly name = "WebhookEventTooLargeError";
}

/** The queue is being closed. */
export class WebhookQueueClosedError extends Error {
  override readonly name = "WebhookQueueClosedError";
}
