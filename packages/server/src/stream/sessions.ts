import { StreamError } from "@culver/protocol";
import type { Mailbox } from "../mailbox/mailbox.ts";
import type { MailboxService } from "../mailbox/mailbox-service.ts";
import { CLOSED, READY, type Session } from "./session.ts";
import type { StreamCounters } from "./stream-counters.ts";

/** What is told of sessions that come and go. */
export interface SessionListener {
  /** It has a connection and can be sent to: begun, or resumed. */
  attached(session: Session): void;
  /** Its connection is lost; it may be resumed. */
  detached(session: Session): void;
  ended(session: Session): void;
}

/** The bound sessions: one for each device at most, with a connection or waiting to be resumed. */
export class Sessions {
  readonly #byMailbox = new Map<Mailbox, Session>();
  /** Those without a connection, the longest first. */
  readonly #detached = new Set<Session>();
  readonly #mailboxes: MailboxService;
  readonly #counters: StreamCounters;
  readonly #listener: SessionListener;
  readonly #maxDetachedBytes: number;

  constructor(
    mailboxes: MailboxService,
    counters: StreamCounters,
    listener: SessionListener,
    maxDetachedBytes: number,
  ) {
    this.#mailboxes = mailboxes;
    this.#counters = counters;
    this.#listener = listener;
    this.#maxDetachedBytes = maxDetachedBytes;
  }

  of(mailbox: Mailbox): Session | undefined {
    return this.#byMailbox.get(mailbox);
  }

  all(): IterableIterator<Session> {
    return this.#byMailbox.values();
  }

  /** Makes the session its device's; one that was there before ends with `conflict`. */
  bind(session: Session, mailbox: Mailbox): void {
    const other = this.#byMailbox.get(mailbox);
    if (other !== undefined) this.end(other, new StreamError("conflict"));
    session.mailbox = mailbox;
    this.#byMailbox.set(mailbox, session);
    this.#counters.sessions = this.#byMailbox.size;
  }

  /** The handshake is over: delivery begins. */
  begin(session: Session, mailbox: Mailbox): void {
    session.state = READY;
    this.#mailboxes.attach(mailbox, session);
    this.#listener.attached(session);
  }

  /** It has a new connection. */
  resume(session: Session, mailbox: Mailbox): void {
    this.#forgetDetached(session);
    this.#mailboxes.reattach(mailbox, session);
    this.#listener.attached(session);
  }

  /** The connection is lost. */
  detach(session: Session): void {
    const { mailbox } = session;
    if (mailbox === undefined || session.state !== READY) {
      this.#remove(session);
      return;
    }
    this.#mailboxes.detach(mailbox, session);
    session.since = session.context.now();
    this.#detached.add(session);
    this.#counters.detached = this.#detached.size;
    this.#counters.detachedBytes += session.bytesInFlight;
    this.#listener.detached(session);
    for (const oldest of this.#detached) {
      if (this.#counters.detachedBytes <= this.#maxDetachedBytes) break;
      this.#remove(oldest);
    }
  }

  /** Ends a session with a stream error, when it still has a connection, or silently. */
  end(session: Session, error?: StreamError): void {
    if (error === undefined) session.closeSocket();
    else session.endWith(error);
    this.#remove(session);
  }

  #remove(session: Session): void {
    const { mailbox } = session;
    session.state = CLOSED;
    session.waiting = undefined;
    if (mailbox === undefined || this.#byMailbox.get(mailbox) !== session) return;
    this.#byMailbox.delete(mailbox);
    this.#counters.sessions = this.#byMailbox.size;
    this.#mailboxes.detach(mailbox, session);
    this.#forgetDetached(session);
    this.#listener.ended(session);
    session.unacked = undefined;
  }

  #forgetDetached(session: Session): void {
    if (!this.#detached.delete(session)) return;
    this.#counters.detached = this.#detached.size;
    this.#counters.detachedBytes -= session.bytesInFlight;
  }
}
