import { type ConversationId, isValidConversationId } from "../address/conversation-id.ts";
import { fromBase64Url, toBase64Url } from "../base64.ts";
import { type Element, requireAttr } from "../element.ts";
import { StanzaError } from "../errors/stanza-error.ts";

/** An MLS group id as it stands in attributes: base64url of its bytes. */
export type GroupIdText = string;

const SHAPE = /^[A-Za-z0-9_-]{1,86}$/;

/** The attribute's form of a group id of 1 to 64 bytes. */
export function groupIdText(groupId: Uint8Array): GroupIdText {
  return toBase64Url(groupId);
}

/** The bytes of a group id. Throws StanzaError bad-request. */
export function groupIdBytes(text: GroupIdText): Uint8Array {
  try {
    return fromBase64Url(text);
  } catch (cause) {
    throw badGroupId(cause);
  }
}

function badGroupId(cause: unknown): StanzaError {
  return new StanzaError("bad-request", "a group id must be base64url", { cause });
}

/** An attribute that is a group id. Throws StanzaError bad-request. */
export function groupAttr(e: Element, name = "group"): GroupIdText {
  const text = requireAttr(e, name);
  if (SHAPE.test(text)) return text;
  throw new StanzaError("bad-request", `${name} of <${e.name}/> must be a group id`);
}

/** An attribute that is a conversation id. Throws StanzaError bad-request. */
export function conversationAttr(e: Element, name = "conversation"): ConversationId {
  const text = requireAttr(e, name);
  if (isValidConversationId(text)) return text;
  throw new StanzaError("bad-request", `${name} of <${e.name}/> must be a conversation id`);
}
