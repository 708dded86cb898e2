import { createHash, randomBytes } from "node:crypto";
import { messageIdOf, octetsOfMessageId } from "../graph/index.ts";

const OCTETS = 16;

/** A new message of the business: its `wamid`, and the stanza id that carries the same octets. */
export function newOutgoingId(): { readonly id: string; readonly stanza: string } {
  const octets = new Uint8Array(randomBytes(OCTETS));
  return { id: messageIdOf(octets), stanza: stanzaOf(octets) };
}

const stanzaOf = (octets: Uint8Array): string =>
  octets.toBase64({ alphabet: "base64url", omitPadding: true });

/** The `wamid` of what the business has sent under a stanza id; undefined for a stanza of another make. */
export function outgoingIdOf(stanza: string): string | undefined {
  if (!/^[A-Za-z0-9_-]{22}$/.test(stanza)) return undefined;
  try {
    return messageIdOf(Uint8Array.fromBase64(stanza, { alphabet: "base64url" }));
  } catch {
    return undefined;
  }
}

/** The `wamid` of a customer's message: always the same for the same message. */
export function incomingIdOf(number: string, conversation: string, stanza: string): string {
  const digest = createHash("sha256").update(`${number}\n${conversation}\n${stanza}`).digest();
  return messageIdOf(new Uint8Array(digest.subarray(0, OCTETS)));
}

/** A second stanza id that belongs to a message: of the file that an SMS is sent after. */
export function companionStanza(stanza: string): string {
  return createHash("sha256").update(`${stanza}\nfile`).digest("base64url").slice(0, 32);
}

/** The id in the one form that is stored, whatever form a request has it in. @throws GraphError 131009 */
export function canonicalId(id: string): string {
  return messageIdOf(octetsOfMessageId(id));
}

/** A business-scoped user id (section 5: BSUID): country and account. */
export function userIdOf(account: string, country: string | undefined): string {
  return `${country ?? "ZZ"}.${account}`;
}
