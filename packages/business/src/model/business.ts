/** A business: what the Cloud API calls a WhatsApp Business Account (WABA). Ids are 16 decimal digits. */
export interface Business {
  /** The WABA's id. */
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly app: string;
  /** Where events go instead of the app's callback (`override_callback_uri`). */
  readonly override?: string | undefined;
  /** The app is subscribed: without it no webhook is sent. */
  readonly isSubscribed: boolean;
}

/** What signs webhooks, and owns tokens. */
export interface App {
  readonly id: string;
  readonly secret: string;
  readonly business: string;
  readonly callbackUrl?: string | undefined;
  /** Webhook fields that the callback is told; none: `messages` alone. */
  readonly fields: readonly string[];
}

/** `pending`: its device does not exist yet. `deregistered`: it has been taken off by POST /{phone-id}/deregister. */
export type NumberStatus = "pending" | "connected" | "deregistered";

/** A number of a business, with a device of its own. */
export interface BusinessNumber {
  /** `phone_number_id`. */
  readonly id: string;
  readonly business: string;
  /** E.164, with plus. */
  readonly number: string;
  /** What customers see. */
  readonly name: string;
  readonly status: NumberStatus;
  /** Where this number's events go instead (`webhook_configuration`). */
  readonly override?: string | undefined;
  readonly createdAt: number;
}

/** What a token allows; names as the Cloud API has them. */
export type Scope = "whatsapp_business_messaging" | "whatsapp_business_management" | "business_management";

/** Who is behind a request: a token that is valid now. */
export interface Access {
  /** The token's own id, never the token. */
  readonly token: string;
  readonly app: string;
  readonly business: string;
  readonly scopes: readonly Scope[];
  /** Milliseconds since 1970; undefined: never. */
  readonly expiresAt?: number | undefined;
}
