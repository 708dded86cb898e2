import { children, type Element, generateStanzaId, iqGet, iqSet, parseStanzaError } from "@culver/protocol";
import { type Deferred, deferred } from "../core/deferred.ts";
import { ConnectionLostError } from "../errors.ts";

/** Milliseconds an answer may take. */
const TIMEOUT_MS = 30_000;

/** Matches the answers of iqs (RFC 6120 section 8.2.3) to who asked. */
export class Requests {
  readonly #waiting = new Map<string, Deferred<Element | undefined>>();

  /** `send` hands the stanza to the stream. Rejects with StanzaError or ConnectionLostError. */
  async ask(
    type: "get" | "set",
    payload: Element,
    send: (stanza: Element) => void,
    id = generateStanzaId(),
  ): Promise<Element | undefined> {
    const answer = deferred<Element | undefined>();
    this.#waiting.set(id, answer);
    const timer = setTimeout(
      () => answer.reject(new ConnectionLostError("the server did not answer in time")),
      TIMEOUT_MS,
    );
    try {
      send(type === "get" ? iqGet(id, payload) : iqSet(id, payload));
      return await answer.promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }

  /** Takes an iq of type result or error. */
  answer(iq: Element): void {
    const waiting = this.#waiting.get(iq.attrs.id ?? "");
    if (iq.attrs.type === "error") waiting?.reject(parseStanzaError(iq));
    else waiting?.resolve(children(iq)[0]);
  }

  /** Nobody will answer any more. */
  abandon(): void {
    for (const waiting of this.#waiting.values())
      waiting.reject(new ConnectionLostError("the connection was lost"));
  }
}
