import type { Recipient } from "./request.ts";

/** The answer to a message that was taken (section 3: success). */
export interface AcceptedBody {
  readonly messaging_product: "whatsapp";
  readonly contacts: readonly {
    readonly input: string;
    readonly wa_id?: string;
    readonly user_id?: string;
  }[];
  readonly messages: readonly { readonly id: string; readonly message_status?: string }[];
}

/**
 * @param id the message's, `wamid.…`.
 * @param status of a template: "accepted", "held_for_quality_assessment" or "paused".
 */
export function acceptedBody(
  recipient: Recipient,
  id: string,
  status?: "accepted" | "held_for_quality_assessment" | "paused",
): AcceptedBody {
  return {
    messaging_product: "whatsapp",
    contacts: [contactOf(recipient)],
    messages: [{ id, ...(status && { message_status: status }) }],
  };
}

function contactOf(recipient: Recipient): AcceptedBody["contacts"][number] {
  if (recipient.kind === "phone") return { input: recipient.phone.input, wa_id: recipient.phone.waId };
  if (recipient.kind === "user") return { input: recipient.userId, user_id: recipient.userId };
  return { input: recipient.groupId, wa_id: recipient.groupId };
}
