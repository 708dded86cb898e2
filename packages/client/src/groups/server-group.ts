import { type ConversationId, conversationRequest, parseLiveGroup, StanzaError } from "@culver/protocol";
import type { Wire } from "../core/context.ts";

/** The live group of a conversation, as the server has it. */
export interface ServerGroup {
  readonly group: string;
  readonly epoch: number;
}

/** Undefined when the conversation has no live group. */
export async function fetchServerGroup(wire: Wire, conversation: string): Promise<ServerGroup | undefined> {
  try {
    const answer = await wire.ask("get", conversationRequest(conversation as ConversationId));
    return answer?.attrs.group === undefined ? undefined : parseLiveGroup(answer);
  } catch (error) {
    if (isCondition(error, "item-not-found", "gone")) return undefined;
    throw error;
  }
}

/** Whether the server refused with one of these conditions (RFC 6120 section 8.3.3). */
export function isCondition(error: unknown, ...conditions: readonly string[]): boolean {
  return error instanceof StanzaError && conditions.includes(error.condition);
}
