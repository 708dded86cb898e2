import { type Customer, contactOf, type EventMetadata, timestampOf } from "../events/index.ts";

/** The value of a `user_preferences` event: a customer wants no more marketing, or again. */
export function preferenceValue(
  metadata: EventMetadata,
  customer: Customer,
  isOptedOut: boolean,
  at: number,
): object {
  const contact = contactOf(customer);
  return {
    messaging_product: "whatsapp",
    metadata,
    contacts: [contact],
    user_preferences: [
      {
        ...(contact.wa_id !== undefined && { wa_id: contact.wa_id }),
        ...(contact.user_id !== undefined && { user_id: contact.user_id }),
        detail: `User requested to ${isOptedOut ? "stop" : "resume"} marketing messages`,
        category: "marketing_messages",
        value: isOptedOut ? "stop" : "resume",
        timestamp: timestampOf(at),
      },
    ],
  };
}
