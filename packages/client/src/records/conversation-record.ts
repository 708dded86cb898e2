import type { Draft } from "../api.ts";
import { Table } from "../store/table.ts";
import type { MessageRecord } from "./message-record.ts";

/** The phone of an SMS conversation. */
export interface SmsPeerRecord {
  /** As texts come from it: E.164, but for senders that have none. */
  readonly number: string;
  readonly name?: string;
  readonly from?: string;
  /** The account that the directory has answered for the number. */
  readonly joined?: string;
  /** When the directory was asked, Unix ms. */
  readonly askedAt?: number;
  readonly optedOut?: boolean;
}

export interface ConversationRecord {
  readonly id: string;
  readonly kind: "direct" | "group" | "sms";
  /** The other account of a direct conversation. */
  readonly peer?: string;
  /** The phone of an SMS conversation. */
  readonly sms?: SmsPeerRecord;
  readonly activeAt: number;
  /** The next message's position. */
  readonly nextPosition: number;
  /** A copy of the newest message, so that a list of chats is one read. */
  readonly last?: MessageRecord;
  readonly unread: number;
  readonly firstUnread?: string;
  /** Position up to which incoming messages have been read. */
  readonly readUpTo: number;
  readonly markedUnread: boolean;
  readonly draft?: Draft;
  readonly pinned: boolean;
  readonly archived: boolean;
  readonly mutedUntil?: number;
  /** The peer has written: they know the number and name. */
  readonly answered: boolean;
  /** The name that the peer was last told. */
  readonly toldName?: string;
  /** Position before which nothing is sent again on request: the peer's account key was another then. */
  readonly resendFrom: number;
  /** Removed from the list, but its counters go on. */
  readonly deleted: boolean;
}

/** By conversation. */
export const conversationTable = new Table<ConversationRecord>("conversation", { lasting: true });

export function newConversation(id: string, peer: string | undefined, at: number): ConversationRecord {
  return {
    id,
    kind: peer === undefined ? "group" : "direct",
    ...(peer === undefined ? {} : { peer }),
    activeAt: at,
    nextPosition: 1,
    unread: 0,
    readUpTo: 0,
    markedUnread: false,
    pinned: false,
    archived: false,
    answered: false,
    resendFrom: 0,
    deleted: false,
  };
}
