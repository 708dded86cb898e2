import { type Element, el } from "../element.ts";
import { NS_MLS } from "../namespaces.ts";
import { decimalAttr } from "./decimal.ts";
import { expectBytes, expectElement } from "./expect.ts";
import { type GroupIdText, groupAttr } from "./mls-attributes.ts";

/** What the messages of a conversation carry. */
export type MlsMessageKind = "payload" | "commit" | "welcome";

export interface MlsMessage {
  readonly kind: MlsMessageKind;
  readonly group: GroupIdText;
  /** A payload's or commit's: the epoch it was made in. A Welcome's: the epoch one joins. */
  readonly epoch: number;
  /** An MLSMessage (RFC 9420 section 6). */
  readonly bytes: Uint8Array;
}

/** `<payload group epoch/>`, `<commit group epoch/>` or `<welcome group epoch/>`. */
export function mlsMessage(message: MlsMessage): Element {
  const { kind, group, epoch, bytes } = message;
  return el(kind, NS_MLS, { group, epoch: String(epoch) }, bytes);
}

export function isMlsMessage(e: Element): boolean {
  return e.xmlns === NS_MLS && (e.name === "payload" || e.name === "commit" || e.name === "welcome");
}

/** Throws StanzaError bad-request. */
export function parseMlsMessage(e: Element): MlsMessage {
  const kind = e.name === "payload" || e.name === "commit" ? e.name : "welcome";
  expectElement(e, kind, NS_MLS);
  return { kind, group: groupAttr(e), epoch: decimalAttr(e, "epoch"), bytes: expectBytes(e) };
}
