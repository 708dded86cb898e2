import { type EventError, type EventMetadata, timestampOf } from "./names.ts";

export type MessageStatus = "sent" | "delivered" | "read" | "played" | "failed";

/** What the message costs; constant here unless the operator has it otherwise (section 7). */
export interface Pricing {
  readonly billable: boolean;
  readonly pricing_model: "PMP" | "CBP";
  readonly type?: "regular" | "free_customer_service" | "free_entry_point";
  readonly category: string;
}

export const freePricing: Pricing = {
  billable: false,
  pricing_model: "PMP",
  type: "regular",
  category: "service",
};

/** `conversation`, up to version 23 (section 5). */
export interface Conversation {
  readonly id: string;
  readonly expiration_timestamp?: string;
  readonly origin: { readonly type: string };
}

/** S of section 5. */
export interface EventStatus {
  readonly id: string;
  readonly status: MessageStatus;
  readonly timestamp: string;
  readonly recipient_id?: string;
  readonly recipient_user_id?: string;
  readonly recipient_type?: "group";
  readonly recipient_participant_id?: string;
  readonly biz_opaque_callback_data?: string;
  readonly conversation?: Conversation;
  readonly pricing?: Pricing;
  readonly errors?: readonly EventError[];
}

export interface StatusesValue {
  readonly messaging_product: "whatsapp";
  readonly metadata: EventMetadata;
  readonly statuses: readonly EventStatus[];
}

/** What became of a message. */
export interface StatusReport {
  readonly id: string;
  readonly status: MessageStatus;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly recipient: {
    readonly waId?: string | undefined;
    readonly userId?: string | undefined;
    /** The message went to a group of which `waId` is the id; this member is told about. */
    readonly participant?: string | undefined;
  };
  readonly callbackData?: string | undefined;
  readonly conversation?: Conversation | undefined;
  /** `freePricing` unless told; none with a failure. */
  readonly pricing?: Pricing | undefined;
  /** Only with "failed", which always has at least one. */
  readonly errors?: readonly EventError[] | undefined;
}

/** Versions from this one on have no `conversation` (section 5). */
const WITHOUT_CONVERSATION = 24;

/**
 * The value of a `messages` event with one status (section 5).
 * @param major the version the webhook is sent in.
 */
export function statusValue(metadata: EventMetadata, report: StatusReport, major: number): StatusesValue {
  const { id, status, at, recipient, callbackData, conversation, errors = [] } = report;
  const isFailure = status === "failed";
  const telling: EventStatus = {
    id,
    status,
    timestamp: timestampOf(at),
    ...(recipient.waId !== undefined && { recipient_id: recipient.waId }),
    ...(recipient.userId !== undefined && { recipient_user_id: recipient.userId }),
    ...(recipient.participant !== undefined && {
      recipient_type: "group" as const,
      recipient_participant_id: recipient.participant,
    }),
    ...(callbackData !== undefined && { biz_opaque_callback_data: callbackData }),
    ...(!isFailure && conversation && major < WITHOUT_CONVERSATION && { conversation }),
    ...(!isFailure && { pricing: report.pricing ?? freePricing }),
    ...(isFailure && { errors }),
  };
  return { messaging_product: "whatsapp", metadata, statuses: [telling] };
}
