import {
  type ConversationId,
  children,
  currentGroup,
  deviceAddress,
  type Element,
  isElement,
  isValidStanzaId,
  NS_CHAT_STATES,
  NS_MARKERS,
  NS_MLS,
  NS_RECEIPTS,
  parseDisplayed,
  parseMlsMessage,
  parseReceipts,
  retryAfter,
  StanzaError,
} from "@culver/protocol";
import type { Conversation, Fanout, LiveRoster } from "../groups/conversation.ts";
import type { Conversations } from "../groups/conversations.ts";
import { Item, type Mailbox } from "../mailbox/mailbox.ts";
import type { MailboxService } from "../mailbox/mailbox-service.ts";
import type { Session } from "../stream/session.ts";
import type { Sessions } from "../stream/sessions.ts";
import type { StreamLimits } from "../stream/stream-options.ts";
import { message, type Stamp } from "./delivered.ts";

export interface MessagesOptions {
  readonly domain: string;
  readonly limits: StreamLimits;
  readonly conversations: Conversations;
  readonly mailboxes: MailboxService;
  readonly sessions: Sessions;
  readonly stamp: Stamp;
}

/** Where a full mailbox's sender is told to come back. */
const FULL_RETRY_S = 3600;

/** Messages to conversations and occupants: payloads, receipts and markers, chat states. */
export class Messages {
  readonly #options: MessagesOptions;

  constructor(options: MessagesOptions) {
    this.#options = options;
  }

  /**
   * Takes in a message with the number it has on its stream. What follows waits for the promise, if there is one, so
   * that a sender's messages stay in order.
   * @throws {StanzaError}
   */
  handle(session: Session, mailbox: Mailbox, stanza: Element, number: number): Promise<void> | undefined {
    const { to } = stanza.attrs;
    if (to === undefined) throw new StanzaError("bad-request", "a message needs an address");
    const slash = to.indexOf("/");
    const address = slash < 0 ? to : to.slice(0, slash);
    const known = this.#options.conversations.peek(address);
    if (known !== undefined) {
      this.#route(session, mailbox, stanza, number, known);
      return undefined;
    }
    return this.#options.conversations.load(address).then((conversation) => {
      if (conversation === undefined) throw new StanzaError("item-not-found", "no such conversation");
      this.#route(session, mailbox, stanza, number, conversation);
    });
  }

  #route(
    session: Session,
    mailbox: Mailbox,
    stanza: Element,
    number: number,
    conversation: Conversation,
  ): void {
    const content = children(stanza);
    const first = content[0];
    if (first === undefined) throw new StanzaError("bad-request", "an empty message");
    if (stanza.attrs.type !== conversation.messageType) {
      throw new StanzaError("bad-request", `a message of type ${conversation.messageType}`);
    }
    if (first.xmlns === NS_CHAT_STATES) {
      this.#chatState(session, mailbox, stanza, first, conversation);
      session.complete(number);
      return;
    }
    const { id } = stanza.attrs;
    if (id === undefined || !isValidStanzaId(id))
      throw new StanzaError("bad-request", "a message needs an id");
    const { mailboxes, stamp } = this.#options;
    const { commit, resends } = mailboxes;
    if (resends.has(mailbox, id)) {
      mailboxes.counters.repeats++;
      commit.repeat(session, number);
      return;
    }
    const isPayload = isElement(first, "payload", NS_MLS) && content.length === 1;
    if (!isPayload && first.xmlns !== NS_RECEIPTS && first.xmlns !== NS_MARKERS) {
      throw new StanzaError("bad-request", "not a message of this protocol");
    }
    const recipients = isPayload
      ? this.#recipients(mailbox, stanza, first, conversation)
      : this.#toldOfReceipt(mailbox, stanza, conversation);
    const envelope = this.#envelope(mailbox, stanza);
    const seq = commit.nextSeq();
    const frame = isPayload ? stamp.numbered(envelope, first, seq) : stamp.delayed(envelope, content);
    commit.submit(new Item(seq, frame, recipients), session, number, mailbox, id);
  }

  /** The devices a payload goes to. */
  #recipients(
    mailbox: Mailbox,
    stanza: Element,
    payload: Element,
    conversation: Conversation,
  ): readonly Mailbox[] {
    if (stanza.attrs.to?.includes("/") === true) throw new StanzaError("bad-request", "not to an occupant");
    const { bytes, group, epoch } = wellFormed(payload);
    if (bytes.length > this.#options.limits.maxPayloadBytes) {
      throw new StanzaError("policy-violation", "the payload is too large");
    }
    const live = liveOf(conversation);
    const recipients = rosterAt(live, group, epoch, conversation).othersThan(mailbox);
    if (recipients === undefined) throw new StanzaError("forbidden", "the device is not in the roster");
    return this.#withRoom(recipients);
  }

  /** Leaves out mailboxes that are full, unless that leaves nobody. */
  #withRoom(recipients: readonly Mailbox[]): readonly Mailbox[] {
    const { mailboxes } = this.#options;
    let full = 0;
    for (const mailbox of recipients) if (mailboxes.isFull(mailbox)) full++;
    if (full === 0) return recipients;
    if (full < recipients.length) return recipients.filter((mailbox) => !mailboxes.isFull(mailbox));
    throw new StanzaError("resource-constraint", "the mailbox of the recipient is full", {
      app: retryAfter(FULL_RETRY_S),
    });
  }

  /** The devices of the occupant that a receipt is for; of a marker, the sender's own others too. */
  #toldOfReceipt(mailbox: Mailbox, stanza: Element, conversation: Conversation): readonly Mailbox[] {
    const account = occupantOf(stanza);
    const ids = parseReceipts(stanza);
    const marked = parseDisplayed(stanza);
    if (ids.length === 0 && marked === undefined) {
      throw new StanzaError("bad-request", "received or displayed is expected");
    }
    const { current } = liveOf(conversation);
    const others = current.othersThan(mailbox);
    if (others === undefined) throw new StanzaError("forbidden", "the device is not in the roster");
    return this.#withRoom(
      others.filter(
        (other) => other.account === account || (marked !== undefined && other.account === mailbox.account),
      ),
    );
  }

  /** To the sessions, online now, of the conversation's other accounts. */
  #chatState(
    session: Session,
    mailbox: Mailbox,
    stanza: Element,
    state: Element,
    conversation: Conversation,
  ): void {
    const { current } = liveOf(conversation);
    if (!current.members.includes(mailbox)) throw new StanzaError("forbidden");
    const { type, to = "" } = stanza.attrs;
    const from = this.#addressOf(mailbox);
    const delivered = message({ type, id: undefined, from, to }, [state]);
    let frame: Uint8Array | undefined;
    for (const member of current.members) {
      if (member.account === mailbox.account) continue;
      const other = this.#options.sessions.of(member);
      if (other === undefined || !other.isWelcoming) continue;
      if (other.isXml) other.sendStanza(delivered);
      else {
        frame ??= session.context.binary.encode(delivered);
        other.sendStanzaFrame(frame);
      }
    }
  }

  #envelope(mailbox: Mailbox, stanza: Element) {
    const { type, id, to = "" } = stanza.attrs;
    return { type, id, to, from: this.#addressOf(mailbox) };
  }

  #addressOf({ account, device }: Mailbox): string {
    return deviceAddress(account, this.#options.domain, `${device}`);
  }
}

function wellFormed(payload: Element) {
  try {
    return parseMlsMessage(payload);
  } catch (cause) {
    throw malformed(cause);
  }
}

function malformed(cause: unknown): StanzaError {
  return new StanzaError("policy-violation", "the payload is malformed", { cause });
}

function liveOf({ live }: Conversation): LiveRoster {
  if (live !== undefined) return live;
  throw new StanzaError("gone", undefined, { app: currentGroup({}) });
}

/** The roster a message of this epoch goes to: the current epoch's, or the one before less those removed since. */
function rosterAt(live: LiveRoster, group: string, epoch: number, conversation: Conversation): Fanout {
  if (group === live.group) {
    if (epoch === live.epoch) return live.current;
    if (epoch === live.epoch - 1 && live.previous !== undefined) return live.previous;
  }
  const current = { conversation: conversation.id as ConversationId, group: live.group, epoch: live.epoch };
  throw new StanzaError("conflict", undefined, { app: currentGroup(current) });
}

function occupantOf(stanza: Element): string {
  const { to = "" } = stanza.attrs;
  const slash = to.indexOf("/");
  if (slash < 0) throw new StanzaError("bad-request", "receipts go to an occupant address");
  return to.slice(slash + 1);
}
