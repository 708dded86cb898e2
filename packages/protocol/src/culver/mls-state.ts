import type { ConversationId } from "../address/conversation-id.ts";
import { type Element, el } from "../element.ts";
import { NS_MLS } from "../namespaces.ts";
import { decimalAttr } from "./decimal.ts";
import { expectBytes, expectElement } from "./expect.ts";
import { conversationAttr, type GroupIdText, groupAttr } from "./mls-attributes.ts";

/** A conversation's live group. */
export interface LiveGroup {
  readonly conversation: ConversationId;
  readonly group: GroupIdText;
  readonly epoch: number;
}

/** What an error says about the conversation; empty when it has no live group. */
export interface CurrentGroup {
  readonly conversation?: ConversationId | undefined;
  readonly group?: GroupIdText | undefined;
  readonly epoch?: number | undefined;
}

/** The GroupInfo of a group, for joining by external commit (RFC 9420 section 12.4.3.2). */
export interface PublishedGroupInfo {
  readonly group: GroupIdText;
  readonly epoch: number;
  readonly groupInfo: Uint8Array;
}

/** `<group conversation group epoch/>`: the answer to `create`, `commit` and `conversation`. */
export function liveGroup({ conversation, group, epoch }: LiveGroup): Element {
  return el("group", NS_MLS, { conversation, group, epoch: String(epoch) });
}

/** Throws StanzaError bad-request. */
export function parseLiveGroup(e: Element): LiveGroup {
  expectElement(e, "group", NS_MLS);
  return { conversation: conversationAttr(e), group: groupAttr(e), epoch: decimalAttr(e, "epoch") };
}

/** `<current/>`, the application condition of `conflict` and `gone`. */
export function currentGroup({ conversation, group, epoch }: CurrentGroup): Element {
  return el("current", NS_MLS, {
    conversation,
    group,
    epoch: epoch === undefined ? undefined : String(epoch),
  });
}

/** Throws StanzaError bad-request. */
export function parseCurrentGroup(e: Element): CurrentGroup {
  expectElement(e, "current", NS_MLS);
  return {
    conversation: e.attrs.conversation === undefined ? undefined : conversationAttr(e),
    group: e.attrs.group === undefined ? undefined : groupAttr(e),
    epoch: e.attrs.epoch === undefined ? undefined : decimalAttr(e, "epoch"),
  };
}

/** `<group-info group epoch/>`, the answer. */
export function publishedGroupInfo({ group, epoch, groupInfo }: PublishedGroupInfo): Element {
  return el("group-info", NS_MLS, { group, epoch: String(epoch) }, groupInfo);
}

/** Throws StanzaError bad-request. */
export function parsePublishedGroupInfo(e: Element): PublishedGroupInfo {
  expectElement(e, "group-info", NS_MLS);
  return { group: groupAttr(e), epoch: decimalAttr(e, "epoch"), groupInfo: expectBytes(e) };
}
