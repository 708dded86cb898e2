import {
  AckOutOfRangeError,
  AckQueue,
  bindResult,
  deviceAddress,
  type Element,
  errorReplyOf,
  handledCountTooHigh,
  InboundCounter,
  iqResult,
  isBind,
  isElement,
  isStreamOpen,
  isValidDeviceId,
  NS_CLIENT,
  NS_SASL,
  parseIq,
  parseSaslPlainAuth,
  parseSm,
  parseStreamOpen,
  SaslError,
  StanzaError,
  StreamError,
  saslFailure,
  saslSuccess,
  smEnabled,
  smFailed,
  smResumed,
  streamFeatures,
  streamOpen,
} from "@culver/protocol";
import type { Authenticate } from "../accounts/authenticate.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import type { Mailboxes } from "../mailbox/mailboxes.ts";
import {
  AUTHENTICATING,
  BINDING,
  CLOSED,
  ENABLING,
  OPENING,
  READY,
  REOPENING,
  type Session,
} from "./session.ts";
import type { Sessions } from "./sessions.ts";

export interface HandshakeOptions {
  readonly domain: string;
  readonly authenticate: Authenticate;
  readonly mailboxes: Mailboxes;
  readonly sessions: Sessions;
  /** Tells sessions of this run of the server from those of others. */
  readonly runId: string;
}

/** A stream up to the point where stanzas flow (docs/protocol.md, "The stream"): open, auth, open, bind and enable or resume. */
export class Handshake {
  readonly #options: HandshakeOptions;

  constructor(options: HandshakeOptions) {
    this.#options = options;
  }

  /** The next element. What comes behind it has to wait for the promise. @throws {StreamError} */
  handle(session: Session, element: Element): Promise<void> | undefined {
    switch (session.state) {
      case OPENING:
      case REOPENING:
        this.#open(session, element);
        return undefined;
      case AUTHENTICATING:
        return this.#authenticate(session, element);
      case BINDING:
        this.#bindOrResume(session, element);
        return undefined;
      case ENABLING:
        this.#enable(session, element);
        return undefined;
      default:
        return undefined;
    }
  }

  #open(session: Session, element: Element): void {
    if (!isStreamOpen(element)) throw notYet(element);
    const { domain } = this.#options;
    const open = parseStreamOpen(element);
    if (open.to !== undefined && open.to !== domain) throw new StreamError("host-unknown");
    const again = session.state === REOPENING;
    session.sendElement(streamOpen({ from: domain, id: `${this.#options.runId}-${session.serial}` }));
    session.sendElement(streamFeatures(again ? { bind: true, sm: true } : { mechanisms: ["PLAIN"] }));
    session.state = again ? BINDING : AUTHENTICATING;
  }

  async #authenticate(session: Session, element: Element): Promise<void> {
    if (!isElement(element, "auth", NS_SASL)) throw notYet(element);
    try {
      const { authzid, authcid, password } = parseSaslPlainAuth(element);
      const [account = "", device = "", ...more] = authcid.split("/");
      const named = authzid === "" || authzid === authcid;
      const shaped = more.length === 0 && isValidDeviceId(device) && named;
      const principal = shaped
        ? await this.#options.authenticate(account, Number(device), password)
        : undefined;
      if (session.state === CLOSED) return;
      if (principal === undefined) throw new SaslError("not-authorized");
      session.mailbox = this.#options.mailboxes.of(principal.account, principal.device);
      session.state = REOPENING;
      session.sendElement(saslSuccess());
    } catch (error) {
      session.context.counters.authFailures++;
      const known = error instanceof SaslError;
      session.sendElement(saslFailure(known ? error.condition : "temporary-auth-failure"));
      // One try for each connection: guessing has to pay for a connection every time.
      session.closeSocket();
      session.state = CLOSED;
      if (!known) throw error;
    }
  }

  #bindOrResume(session: Session, element: Element): void {
    const { mailbox } = session;
    const sm = parseSm(element);
    if (mailbox === undefined) throw new StreamError("not-authorized");
    if (sm?.kind === "resume") this.#resume(session, mailbox, sm.previd, sm.h);
    else if (sm?.kind === "enable") session.sendElement(smFailed("unexpected-request"));
    else this.#bind(session, mailbox, element);
  }

  #bind(session: Session, mailbox: Mailbox, element: Element): void {
    if (!isElement(element, "iq", NS_CLIENT)) throw notYet(element);
    try {
      const iq = parseIq(element);
      if (iq.type !== "set" || !isBind(iq.payload)) throw notYet(element);
      this.#options.sessions.bind(session, mailbox);
      session.state = ENABLING;
      const { account, device } = mailbox;
      const address = deviceAddress(account, this.#options.domain, `${device}`);
      session.sendElement(iqResult(element, bindResult(address)));
    } catch (error) {
      if (!(error instanceof StanzaError)) throw error;
      session.sendElement(errorReplyOf(element, error));
    }
  }

  #enable(session: Session, element: Element): void {
    const { mailbox } = session;
    const sm = parseSm(element);
    if (sm?.kind === "resume") {
      session.sendElement(smFailed("unexpected-request"));
      return;
    }
    if (sm?.kind !== "enable" || mailbox === undefined) throw notYet(element);
    const { limits } = session.context;
    session.inbound = new InboundCounter(0, limits.maxUnhandled);
    session.unacked = new AckQueue();
    const id = this.#resumptionId(session);
    session.sendElement(smEnabled({ id, resume: sm.resume, max: Math.floor(limits.resumeMs / 1000) }));
    this.#options.sessions.begin(session, mailbox);
  }

  /** Hands the connection over to the session it resumes. */
  #resume(fresh: Session, mailbox: Mailbox, previd: string, h: number): void {
    const { sessions } = this.#options;
    const { counters } = fresh.context;
    const session = sessions.of(mailbox);
    const found = session?.state === READY && session.isXml === fresh.isXml;
    if (!found || previd !== this.#resumptionId(session)) {
      counters.resumeFailed++;
      fresh.sendElement(smFailed("item-not-found"));
      return;
    }
    const { socket } = fresh;
    if (socket === undefined) return;
    if (session.socket !== undefined) {
      const stale = session.socket;
      session.endWith(new StreamError("conflict"));
      stale.data = fresh;
      sessions.detach(session);
    }
    fresh.flush();
    fresh.socket = undefined;
    fresh.state = CLOSED;
    [fresh.origin, session.origin] = [session.origin, fresh.origin];
    socket.data = session;
    session.reconnect(socket);
    counters.resumed++;
    try {
      session.receiveAck(h);
    } catch (error) {
      if (error instanceof AckOutOfRangeError) throw ackError(session, h);
      throw error;
    }
    session.sendElement(smResumed(previd, session.inbound?.handled ?? 0));
    session.resend();
    sessions.resume(session, mailbox);
  }

  #resumptionId(session: Session): string {
    return `${this.#options.runId}-${session.serial}`;
  }
}

/** Stanzas and everything else before their time (RFC 6120 section 4.9.3.12). */
function notYet(element: Element): StreamError {
  return element.xmlns === NS_CLIENT || element.xmlns === NS_SASL || parseSm(element) !== undefined
    ? new StreamError("not-authorized")
    : new StreamError("unsupported-stanza-type");
}

/** XEP-0198 section 4: the peer has acknowledged what was not sent. */
export function ackError(session: Session, h: number): StreamError {
  return handledCountTooHigh(h, session.unacked?.sent ?? 0);
}
