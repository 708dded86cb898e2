import { createHash } from "node:crypto";
import { OutgoingError, outgoingUrl } from "../outgoing/index.ts";
import { WebhookEventError } from "./errors.ts";
import { storable } from "./event.ts";

/** Who is told: a URL, and the app whose secret signs. */
export interface WebhookTarget {
  readonly app: string;
  readonly url: string;
}

export interface StoredTarget extends WebhookTarget {
  readonly id: string;
}

/** What is configured for an app and what overrides it. */
export interface WebhookSubscription {
  readonly app: string;
  /** The app's own callback; without it and without an override nobody is told. */
  readonly callbackUrl?: string | undefined;
  /** `override_callback_uri` of the business account. */
  readonly wabaOverride?: string | undefined;
  /** `webhook_configuration` of the phone number, for events of that number. */
  readonly phoneOverride?: string | undefined;
}

/** Phone number before business account before app (specification, section 5, "Override order"). */
export function resolveTarget(subscription: WebhookSubscription): WebhookTarget | undefined {
  const url = subscription.phoneOverride || subscription.wabaOverride || subscription.callbackUrl;
  return url ? { app: subscription.app, url } : undefined;
}

/** The target under the id it has in the tables. @throws {WebhookEventError} for a URL that cannot be asked. */
export function storedTarget({ app, url }: WebhookTarget): StoredTarget {
  try {
    const { href } = outgoingUrl(url);
    const id = createHash("sha256")
      .update(`${storable(app)}\n${href}`)
      .digest("base64url")
      .slice(0, 22);
    return { id, app, url: href };
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error;
    throw new WebhookEventError("a target's URL cannot be asked", { cause: error });
  }
}
