import { type Element, generateStanzaId, iqSet, parseStanzaError } from "@culver/protocol";
import type { SignedInStream } from "../load/signed-in-stream.ts";

/** Sends an iq of type set and resolves to the answer; one at a time on a stream. @throws {StanzaError} */
export function request(stream: SignedInStream, payload: Element): Promise<Element> {
  const id = generateStanzaId();
  return new Promise((resolve, reject) => {
    stream.onStanza = (stanza) => {
      if (stanza.name !== "iq" || stanza.attrs.id !== id) return;
      if (stanza.attrs.type === "error") reject(parseStanzaError(stanza));
      else resolve(stanza);
    };
    stream.queueStanza(iqSet(id, payload));
    stream.flush();
  });
}
