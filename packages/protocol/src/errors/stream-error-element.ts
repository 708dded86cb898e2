import { type Element, el, isElement } from "../element.ts";
import { NS_STREAM, NS_STREAM_ERRORS } from "../namespaces.ts";
import { errorChildren, parseErrorChildren } from "./error-payload.ts";
import { isStreamCondition } from "./stream-condition.ts";
import { StreamError } from "./stream-error.ts";

/** `<error/>` of a stream (RFC 6120 section 4.9.2); close the stream behind it. */
export function streamErrorElement(error: StreamError): Element {
  return el("error", NS_STREAM, {}, errorChildren(NS_STREAM_ERRORS, error));
}

/** The error that the peer reports; undefined when the element is no stream error. */
export function parseStreamError(element: Element): StreamError | undefined {
  if (!isElement(element, "error", NS_STREAM)) return undefined;
  const payload = parseErrorChildren(NS_STREAM_ERRORS, element);
  if (payload === undefined || !isStreamCondition(payload.condition)) {
    return new StreamError("undefined-condition", payload?.text, { app: payload?.app });
  }
  return new StreamError(payload.condition, payload.text, { app: payload.app });
}
