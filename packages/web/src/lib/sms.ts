/** Whether a conversation is one with a phone, by SMS: its id is `sms:` and the number in E.164 form. */
export function isSmsChat(conversation: string): boolean {
  return conversation.startsWith("sms:");
}
