import { toBase32 } from "../base32.ts";
import { randomBytes } from "../random.ts";
import { type AccountId, ensureValidAccountId } from "./account-id.ts";

/** `p.<lower account>.<higher account>`, in lexical order; both are the same in a chat with oneself. */
export type DirectConversationId = `p.${AccountId}.${AccountId}`;

/** `g.` and 26 characters of a-z and 2-7: the lower-case base32 of 16 random bytes. */
export type GroupConversationId = `g.${string}`;

/** A conversation's own id; the MLS group behind it may be replaced. */
export type ConversationId = DirectConversationId | GroupConversationId;

export type ParsedConversationId =
  | { readonly kind: "direct"; readonly accounts: readonly [AccountId, AccountId] }
  | { readonly kind: "group"; readonly id: string };

export class InvalidConversationIdError extends Error {
  override readonly name = "InvalidConversationIdError";
}

const DIRECT = /^p\.([a-z2-7]{16})\.([a-z2-7]{16})$/;
/** 130 bits hold 16 bytes: the last two bits are zero, so the last character is one of eight. */
const GROUP = /^g\.([a-z2-7]{25}[aeimquy4])$/;

/** The conversation of two accounts, the same whichever is named first. Throws InvalidAccountIdError. */
export function directConversation(a: AccountId, b: AccountId): DirectConversationId {
  ensureValidAccountId(a);
  ensureValidAccountId(b);
  return a <= b ? `p.${a}.${b}` : `p.${b}.${a}`;
}

/** A new group conversation's id from 128 random bits. */
export function generateGroupConversationId(): GroupConversationId {
  return `g.${toBase32(randomBytes(16))}`;
}

/** Splits an id. Throws InvalidConversationIdError when it is malformed. */
export function parseConversationId(text: string): ParsedConversationId {
  const direct = DIRECT.exec(text);
  const [, a, b] = direct ?? [];
  if (a !== undefined && b !== undefined && a <= b) return { kind: "direct", accounts: [a, b] };
  const id = GROUP.exec(text)?.[1];
  if (id !== undefined) return { kind: "group", id };
  throw new InvalidConversationIdError(
    "a conversation id is p.<account>.<account> in order, or g.<26 base32>",
  );
}

export function isDirectConversationId(text: string): text is DirectConversationId {
  const [, a, b] = DIRECT.exec(text) ?? [];
  return a !== undefined && b !== undefined && a <= b;
}

export function isGroupConversationId(text: string): text is GroupConversationId {
  return GROUP.test(text);
}

export function isValidConversationId(text: string): text is ConversationId {
  return isDirectConversationId(text) || isGroupConversationId(text);
}

/** Throws InvalidConversationIdError unless the text is a conversation id. */
export function ensureValidConversationId(text: string): asserts text is ConversationId {
  parseConversationId(text);
}

/** Lower-cases and puts the accounts in order. Throws InvalidConversationIdError when the result is no id. */
export function normaliseConversationId(text: string): ConversationId {
  const lower = text.toLowerCase();
  const [, a, b] = DIRECT.exec(lower) ?? [];
  if (a !== undefined && b !== undefined) return directConversation(a, b);
  ensureValidConversationId(lower);
  return lower;
}

/**
 * The other account of a 1:1 conversation, oneself in a chat with oneself; undefined for a group's id, a malformed
 * id, or an account that takes no part.
 */
export function otherParty(conversation: string, self: AccountId): AccountId | undefined {
  const [, a, b] = DIRECT.exec(conversation) ?? [];
  if (a === self) return b;
  return b === self ? a : undefined;
}
