import type { Accounts, Announcer } from "../model/index.ts";
import type { WebhookEvent, WebhookQueue, WebhookTarget } from "../webhooks/index.ts";

/** What an app is told that has named no fields. */
const DEFAULT_FIELDS: readonly string[] = ["messages"];

export interface AnnouncerOptions {
  readonly accounts: Accounts;
  readonly queue: Pick<WebhookQueue, "enqueue" | "wake">;
  /** The Graph version that values are written for: 23 of v23.0. */
  readonly major: number;
}

/** How long a target is woken after an event for it, milliseconds: the transaction of one may end after another's. */
const WOKEN_FOR_MS = 5_000;

/** Hands what happened to the queue of webhooks: to where the number, the business or the app says, in this order. */
export function createAnnouncer({ accounts, queue, major }: AnnouncerOptions): Announcer {
  const touched = new Map<string, { readonly target: WebhookTarget; readonly at: number }>();
  return {
    major,
    async announce(tx, ...announced) {
      const queues = new Map<string, { readonly target: WebhookTarget; readonly events: WebhookEvent[] }>();
      for (const { business, number, field, value, thread } of announced) {
        const target = accounts.targetOf(business, number);
        if (target === undefined) continue;
        const fields = accounts.app(target.app)?.fields ?? [];
        if (!(fields.length === 0 ? DEFAULT_FIELDS : fields).includes(field)) continue;
        const key = `${target.app} ${target.url}`;
        const queued = queues.get(key) ?? { target, events: [] };
        queues.set(key, queued);
        const order = thread === undefined ? {} : { conversation: thread };
        queued.events.push({ waba: business, field, value, ...order });
      }
      for (const [key, { target, events }] of queues) {
        await queue.enqueue(target, events, tx);
        touched.set(key, { target, at: performance.now() });
      }
    },
    wake() {
      const past = performance.now() - WOKEN_FOR_MS;
      for (const [key, { target, at }] of touched) {
        queue.wake(target);
        if (at < past) touched.delete(key);
      }
    },
  };
}
