const PREFIX = "sms:";

/** The conversation with a phone. The id is this device's own: a number never rides in a stanza outside a seal. */
export function smsConversationId(number: string): string {
  return PREFIX + number;
}

export function isSmsConversation(id: string): boolean {
  return id.startsWith(PREFIX);
}

/** Where a line goes whose seal does not open, so that nobody knows which phone it is about. */
export const UNKNOWN_PHONE = "unknown";
