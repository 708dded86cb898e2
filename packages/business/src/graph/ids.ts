import { GraphError } from "./graph-error.ts";
import { platformRandom, type RandomSource } from "./random.ts";

/** Digits of an id that `newNodeId` makes. */
const NODE_ID_DIGITS = 16;
const PREFIX = "wamid.";
/** Longest message id that is looked at, characters. */
const MAX_MESSAGE_ID = 512;

/** Whether this is the id of a node (phone number, account, media, template): decimal digits (section 1). */
export function isNodeId(id: string): boolean {
  return /^[1-9][0-9]{0,31}$/.test(id);
}

/** A new id of a node: 16 decimal digits, the first not 0, so that it also fits a JSON number (section 4). */
export function newNodeId(random: RandomSource = platformRandom): string {
  const bits = new DataView(Uint8Array.from(random(8)).buffer).getBigUint64(0);
  const lowest = 10n ** BigInt(NODE_ID_DIGITS - 1);
  // Below 2^53 - 1, the largest integer a JSON number carries in JavaScript.
  return String(lowest + (bits % (BigInt(Number.MAX_SAFE_INTEGER) - lowest)));
}

/** Orders ids of nodes by their value. */
export function compareNodeIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** A message's id, `wamid.` and base64 (section 1), that carries these octets. */
export function messageIdOf(octets: Uint8Array): string {
  return PREFIX + octets.toBase64();
}

/** A new message id of 24 random octets. */
export function newMessageId(random: RandomSource = platformRandom): string {
  return messageIdOf(random(24));
}

/**
 * The octets in a message's id. Missing padding and the URL-safe alphabet are taken as well.
 * @throws GraphError 131009 when it is not a message id.
 */
export function octetsOfMessageId(id: string): Uint8Array {
  const encoded = id.startsWith(PREFIX) && id.length <= MAX_MESSAGE_ID ? id.slice(PREFIX.length) : "";
  if (encoded !== "") {
    try {
      return Uint8Array.fromBase64(encoded.replaceAll("-", "+").replaceAll("_", "/"));
    } catch (cause) {
      throw new GraphError(131009, { details: "The message ID is not valid.", cause });
    }
  }
  throw new GraphError(131009, { details: "The message ID is not valid." });
}
