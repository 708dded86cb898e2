import {
  BinaryCodec,
  isMlsMessage,
  NS_CLIENT,
  parseDelay,
  parseMessage,
  parseMlsMessage,
} from "@culver/protocol";
import type { IncomingMessage } from "../../inbox/incoming.ts";

const VERSION = 1;

/**
 * The message that an encrypted SMS carries: a version octet (1), then the frame of culver.v1 as the stream delivers it.
 * Undefined for anything but an MLS payload from a device to a conversation. Throws what the codec throws.
 */
export function decodeEncryptedSms(
  octets: Uint8Array,
  domain: string,
  now: number,
): IncomingMessage | undefined {
  if (octets[0] !== VERSION) return undefined;
  const stanza = new BinaryCodec({ domain }).decode(octets.slice(1));
  if (stanza.name !== "message" || stanza.xmlns !== NS_CLIENT) return undefined;
  const { type, id, from, to, payload } = parseMessage(stanza);
  if (type === "error" || id === undefined) return undefined;
  if (from?.kind !== "device" || to?.kind !== "conversation") return undefined;
  const mls = payload.find((element) => isMlsMessage(element) && element.name === "payload");
  if (mls === undefined || from.domain !== domain || to.domain !== domain) return undefined;
  return {
    id,
    conversation: to.conversation,
    account: from.account,
    device: from.device,
    // Whoever carries an SMS can write another time into it; one to come would keep the chat on top.
    at: Math.min(parseDelay(stanza) ?? now, now),
    mls: parseMlsMessage(mls),
  };
}
