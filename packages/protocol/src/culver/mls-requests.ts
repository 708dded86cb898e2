import type { ConversationId } from "../address/conversation-id.ts";
import { child, children, type Element, el, requireChild } from "../element.ts";
import { StanzaError } from "../errors/stanza-error.ts";
import { NS_MLS } from "../namespaces.ts";
import { decimalAttr } from "./decimal.ts";
import { expectBytes, expectElement } from "./expect.ts";
import { conversationAttr, type GroupIdText, groupAttr } from "./mls-attributes.ts";

/** A new group's first commit (epoch 0 to 1), its Welcome and the GroupInfo after it. */
export interface CreateGroup {
  readonly conversation: ConversationId;
  readonly group: GroupIdText;
  /** The conversation's live group that is being replaced. */
  readonly replaces?: GroupIdText | undefined;
  readonly commit: Uint8Array;
  readonly welcome: Uint8Array;
  readonly groupInfo: Uint8Array;
}

/** A commit made in `epoch`, the Welcome for those it adds, and the GroupInfo after it. */
export interface CommitGroup {
  readonly group: GroupIdText;
  readonly epoch: number;
  readonly commit: Uint8Array;
  readonly welcome?: Uint8Array | undefined;
  readonly groupInfo: Uint8Array;
}

const part = (name: string, bytes: Uint8Array): Element => el(name, NS_MLS, undefined, bytes);

/** `<create/>`, payload of an iq of type set. */
export function createGroupRequest(request: CreateGroup): Element {
  const { conversation, group, replaces, commit, welcome, groupInfo } = request;
  return el("create", NS_MLS, { conversation, group, replaces }, [
    part("commit", commit),
    part("welcome", welcome),
    part("group-info", groupInfo),
  ]);
}

/** Throws StanzaError bad-request. */
export function parseCreateGroup(e: Element): CreateGroup {
  expectElement(e, "create", NS_MLS);
  onlyParts(e);
  return {
    conversation: conversationAttr(e),
    group: groupAttr(e),
    replaces: e.attrs.replaces === undefined ? undefined : groupAttr(e, "replaces"),
    commit: requirePart(e, "commit"),
    welcome: requirePart(e, "welcome"),
    groupInfo: requirePart(e, "group-info"),
  };
}

/** `<commit/>`, payload of an iq of type set. */
export function commitGroupRequest(request: CommitGroup): Element {
  const { group, epoch, commit, welcome, groupInfo } = request;
  const parts = [part("commit", commit), part("group-info", groupInfo)];
  if (welcome !== undefined) parts.splice(1, 0, part("welcome", welcome));
  return el("commit", NS_MLS, { group, epoch: String(epoch) }, parts);
}

/** Throws StanzaError bad-request. */
export function parseCommitGroup(e: Element): CommitGroup {
  expectElement(e, "commit", NS_MLS);
  onlyParts(e);
  const welcome = child(e, "welcome", NS_MLS);
  return {
    group: groupAttr(e),
    epoch: decimalAttr(e, "epoch"),
    commit: requirePart(e, "commit"),
    welcome: welcome === undefined ? undefined : expectBytes(welcome),
    groupInfo: requirePart(e, "group-info"),
  };
}

/** `<group-info group/>`, payload of an iq of type get. */
export function groupInfoRequest(group: GroupIdText): Element {
  return el("group-info", NS_MLS, { group });
}

/** The group. Throws StanzaError bad-request. */
export function parseGroupInfoRequest(e: Element): GroupIdText {
  expectElement(e, "group-info", NS_MLS);
  return groupAttr(e);
}

/** `<conversation id/>`, payload of an iq of type get. */
export function conversationRequest(conversation: ConversationId): Element {
  return el("conversation", NS_MLS, { id: conversation });
}

/** The conversation. Throws StanzaError bad-request. */
export function parseConversationRequest(e: Element): ConversationId {
  expectElement(e, "conversation", NS_MLS);
  return conversationAttr(e, "id");
}

function requirePart(e: Element, name: string): Uint8Array {
  return expectBytes(requireChild(e, name, NS_MLS));
}

function onlyParts(e: Element): void {
  const names = new Set<string>();
  for (const c of children(e)) {
    if (c.xmlns !== NS_MLS || names.has(c.name)) {
      throw new StanzaError("bad-request", `<${e.name}/> holds each part once`);
    }
    names.add(c.name);
  }
}
