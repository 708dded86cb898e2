import type { Element } from "../element.ts";
import { el } from "../element.ts";
import { NS_SM } from "../namespaces.ts";
import { StreamError } from "./stream-error.ts";

/** The conditions that `<failed/>` of stream management names here (XEP-0198 sections 3 and 5). */
export const SM_FAILURES = {
  /** `<enable/>` or `<resume/>` came before authentication or binding, or a second time. */
  unexpectedRequest: "unexpected-request",
  /** The session to resume is unknown or has expired. */
  sessionNotFound: "item-not-found",
  /** Stream management is not offered to this session. */
  notAllowed: "service-unavailable",
} as const;

/** The stream error for an `h` that covers more than was sent (XEP-0198 section 4). */
export function handledCountTooHigh(h: number, sent: number): StreamError {
  const counts = { h: String(h), "send-count": String(sent) };
  const app: Element = el("handled-count-too-high", NS_SM, counts);
  return new StreamError("undefined-condition", "h covers stanzas that were not sent", { app });
}
