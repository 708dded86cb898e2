import type { Element } from "@culver/protocol";
import type { Transaction } from "@culver/storage";

/** Who a session, request or iq speaks for, once authenticated. */
export interface Principal {
  /** Account id (16 characters of a-z2-7). */
  readonly account: string;
  /** Device id, unique within the account. */
  readonly device: number;
}

/**
 * One family of iqs (by the namespace and name of the payload). Returns the payload of the result, or undefined for an
 * empty one. Throws StanzaError to refuse. When it returns, its effect is committed.
 */
export type IqHandler = (
  principal: Principal,
  request: { readonly type: "get" | "set"; readonly id: string; readonly payload: Element },
) => Promise<Element | undefined>;

/** Key: namespace + "|" + name of the payload, for example "urn:culver:keys:0|publish". */
export type IqTable = ReadonlyMap<string, IqHandler>;

/** Why a device is no more: it or its account was deleted, or the account's number was registered anew. */
export type RemovalReason = "removed" | "replaced";

/** What accounts, device lists and registration ask of the stream side. */
export interface StreamPort {
  /** Ends the device's session with stream error not-authorized (its token is no longer good), telling it why. */
  endSession(principal: Principal, reason: RemovalReason): void;
  /**
   * Stores and delivers a server notice to every device of these accounts: from = the domain, to = the conversation.
   * Resolves when it is durable.
   */
  notify(accounts: readonly string[], conversation: string, payload: Element): Promise<void>;
}

/** How a one-time code reaches a phone: written, or spoken in a call. */
export type CodeMethod = "sms" | "voice";

/** A one-time code for a phone. */
export interface CodeText {
  readonly to: string;
  /** For a call, worded to be spoken. */
  readonly text: string;
  readonly validitySeconds: number;
  /** "sms" when left out. */
  readonly method?: CodeMethod;
  /** Unique; sending again under it sends once. */
  readonly id?: string;
  /** Ids of codes of the same registration that did not arrive: another carrier than theirs is to be preferred. */
  readonly otherThan?: readonly string[];
  /** Of `text`, BCP 47. */
  readonly language?: string;
}

/** Sends a code to a phone; resolves when it cannot be lost any more. Implemented over the SMS gateway by the composition root. */
export interface SmsSender {
  send(message: CodeText): Promise<void>;
  /** How codes can reach this number at present; by SMS alone when there is no such function. */
  methods?(to: string): readonly CodeMethod[] | Promise<readonly CodeMethod[]>;
}

/** Runs when the transaction it came out of has been committed; not at all when it was rolled back. */
export type AfterCommit = () => void | Promise<void>;

/** What accounts and devices tell the stream side. The transactional ones take part in the change itself. */
export interface AccountHooks {
  /**
   * The account's number was registered anew, or the account is being deleted: within `tx`, empty its mailboxes,
   * forget its memberships, close its two-person groups and store the `changed` notices. Called while its device rows
   * and device list are still there. Sessions of the old devices are ended through StreamPort after the commit.
   */
  onAccountReplaced(tx: Transaction, account: string): Promise<AfterCommit>;
  /**
   * One device is gone: within `tx`, empty its mailbox and close the two-person groups that no other device of its
   * account is in. Called while its row is still there.
   */
  onDeviceRemoved(tx: Transaction, principal: Principal): Promise<AfterCommit>;
  /**
   * The account's device list has grown: notify, durably, those who share a two-person conversation with it, and
   * those who did when the account was replaced.
   */
  onDeviceListChanged(account: string): Promise<void>;
  /** The account's last-seen setting has changed. */
  onPrivacyChanged(account: string): Promise<void>;
}
