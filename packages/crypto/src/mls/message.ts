import type { MLSMessage } from "ts-mls";
import { decodeMlsMessage, encodeMlsMessage } from "ts-mls/message.js";
import { equalBytes } from "../bytes.ts";
import { MalformedError } from "../errors.ts";
import { MAX_HANDSHAKE_BYTES } from "./limits.ts";

type Wireformat = MLSMessage["wireformat"];
type MessageOf<W extends Wireformat> = Extract<MLSMessage, { readonly wireformat: W }>;

function hasWireformat<W extends Wireformat>(message: MLSMessage, wireformat: W): message is MessageOf<W> {
  return message.wireformat === wireformat;
}

/**
 * Decodes one MLSMessage (RFC 9420 section 6) of one kind. ts-mls reads past some faults, such as an optional's presence
 * octet that is neither 0 nor 1; a message that does not encode back to its own bytes is refused.
 * @throws MalformedError
 */
export function decodeMessage<W extends Wireformat>(bytes: Uint8Array, wireformat: W): MessageOf<W> {
  if (bytes.length > MAX_HANDSHAKE_BYTES) throw new MalformedError("message too long");
  let canonical = false;
  let message: MLSMessage | undefined;
  try {
    message = decodeMlsMessage(bytes, 0)?.[0];
    canonical = message !== undefined && equalBytes(encodeMlsMessage(message), bytes);
  } catch (cause) {
    throw new MalformedError("not an MLS message", { cause });
  }
  if (message === undefined || !canonical) throw new MalformedError("not an MLS message");
  if (!hasWireformat(message, wireformat)) throw new MalformedError(`not a ${wireformat}`);
  return message;
}

export { encodeMlsMessage as encodeMessage };
