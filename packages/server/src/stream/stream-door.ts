import {
  AckOutOfRangeError,
  BinaryCodec,
  type Element,
  isStreamClose,
  MalformedFrameError,
  NS_CLIENT,
  parseSm,
  randomBytes,
  StreamError,
  SUBPROTOCOL_CULVER,
  SUBPROTOCOL_XMPP,
  smRequest,
  toBase64Url,
  XmlCodec,
} from "@culver/protocol";
import type { Server, ServerWebSocket, WebSocketHandler } from "bun";
import type { Logger } from "pino";
import type { Authenticate } from "../accounts/authenticate.ts";
import type { MailboxService } from "../mailbox/mailbox-service.ts";
import { Flusher } from "./flusher.ts";
import { ackError, Handshake } from "./handshake.ts";
import { CLOSED, type Origin, READY, Session, type SessionContext } from "./session.ts";
import { type SessionListener, Sessions } from "./sessions.ts";
import { StreamCounters } from "./stream-counters.ts";
import type { StreamLimits } from "./stream-options.ts";
import { TimerWheel } from "./timer-wheel.ts";

/** Elements that may wait before a session is authenticated. */
const MAX_WAITING_EARLY = 32;
const RETRY_AFTER_S = 5;

type Socket = ServerWebSocket<Session>;

/** Where stanzas go once a session is ready. */
export interface StanzaHandler {
  /**
   * Deals with a stanza; what comes behind it on this stream waits for the promise, if there is one.
   * @throws {StreamError}
   */
  stanza(session: Session, stanza: Element): Promise<void> | undefined;
}

export interface StreamDoorOptions {
  readonly domain: string;
  /** Pages of this origin may connect; so may those of the host the request names, and what sends no Origin. */
  readonly publicUrl: URL;
  readonly limits: StreamLimits;
  readonly mailboxes: MailboxService;
  readonly authenticate: Authenticate;
  readonly listener: SessionListener;
  readonly logger: Logger;
  readonly now: () => number;
}

/** The WebSocket side of the server: connections in, stanzas out. */
export class StreamDoor {
  readonly counters = new StreamCounters();
  readonly sessions: Sessions;
  readonly codec: BinaryCodec;
  readonly xml: XmlCodec;
  readonly #options: StreamDoorOptions;
  readonly #context: SessionContext;
  readonly #handshake: Handshake;
  readonly #wheel = new TimerWheel<Session>((session) => this.#due(session));
  readonly #origins = new Map<string, Origin>();
  #handler: StanzaHandler | undefined;
  #serial = 0;
  #draining = false;

  constructor(options: StreamDoorOptions) {
    const { domain, limits, mailboxes, authenticate, listener, now } = options;
    this.#options = options;
    this.codec = new BinaryCodec({ domain, maxFrameBytes: limits.maxStanzaBytes });
    this.xml = new XmlCodec({ maxFrameBytes: limits.maxStanzaBytes });
    this.sessions = new Sessions(mailboxes, this.counters, listener, limits.detachedBytes);
    const runId = toBase64Url(randomBytes(6));
    this.#handshake = new Handshake({
      domain,
      authenticate,
      mailboxes: mailboxes.mailboxes,
      sessions: this.sessions,
      runId,
    });
    this.#context = {
      binary: this.codec,
      xml: this.xml,
      limits,
      flusher: new Flusher(),
      counters: this.counters,
      now,
      readOn: (mailbox) => mailboxes.readOn(mailbox),
      acknowledge: (mailbox, item) => mailboxes.commit.acknowledge(mailbox, item),
      ended: (session) => this.sessions.end(session, new StreamError("internal-server-error")),
    };
    this.#wheel.start();
  }

  /** Where stanzas go, once it is there. */
  handleWith(handler: StanzaHandler): void {
    this.#handler = handler;
  }

  /** Answers a request for the stream: undefined when it has become a WebSocket. @param address of the caller. */
  upgrade(request: Request, server: Server<Session>, address: string): Response | undefined {
    if (this.#draining) return refusal(503, "shutting down", RETRY_AFTER_S);
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      return new Response("a WebSocket is expected\n", { status: 426, headers: { Upgrade: "websocket" } });
    }
    if (!this.#isAllowedOrigin(request)) return refusal(403, "origin not allowed");
    const offered = (request.headers.get("sec-websocket-protocol") ?? "").split(",").map((p) => p.trim());
    const protocol = offered.find((p) => p === SUBPROTOCOL_CULVER || p === SUBPROTOCOL_XMPP);
    if (protocol === undefined) return refusal(400, "sub-protocol culver.v1 or xmpp is expected");
    const { limits } = this.#options;
    const origin = this.#origins.get(address) ?? { address, connections: 0 };
    if (origin.connections >= limits.connectionsPerAddress)
      return refusal(429, "too many connections", RETRY_AFTER_S);
    if (this.counters.connections >= limits.connections) return refusal(503, "full", RETRY_AFTER_S);
    const session = new Session(this.#context, protocol === SUBPROTOCOL_XMPP, origin, ++this.#serial);
    const headers = { "Sec-WebSocket-Protocol": protocol };
    if (!server.upgrade(request, { data: session, headers })) return refusal(400, "not a WebSocket request");
    this.counters.connections++;
    origin.connections++;
    this.#origins.set(address, origin);
    return undefined;
  }

  /** The handlers for Bun.serve. */
  get websocket(): WebSocketHandler<Session> {
    const { limits } = this.#options;
    return {
      data: undefined as unknown as Session,
      // Bun closes with 1009 above this, before a stream error could go out: it must never be what stops a frame.
      maxPayloadLength: limits.maxStanzaBytes * 4,
      backpressureLimit: limits.windowBytes * 4 + limits.maxStanzaBytes,
      closeOnBackpressureLimit: true,
      // Liveness is the stream's own business.
      idleTimeout: 0,
      sendPings: false,
      perMessageDeflate: false,
      open: (socket) => this.#opened(socket),
      message: (socket, frame) => this.#received(socket, frame),
      close: (socket) => this.#closed(socket),
    };
  }

  /** Takes no new streams, and no new stanzas on those that are open. */
  stopReading(): void {
    this.#draining = true;
  }

  /** Ends all streams with system-shutdown, behind their last acknowledgements. */
  shutDown(): void {
    for (const session of [...this.sessions.all()]) {
      session.sendAck();
      this.sessions.end(session, new StreamError("system-shutdown"));
    }
  }

  stop(): void {
    this.#draining = true;
    this.#wheel.stop();
  }

  #isAllowedOrigin(request: Request): boolean {
    const origin = request.headers.get("origin");
    if (origin === null || origin === this.#options.publicUrl.origin) return true;
    return URL.canParse(origin) && new URL(origin).host === request.headers.get("host")?.toLowerCase();
  }

  #opened(socket: Socket): void {
    socket.binaryType = "uint8array";
    const session = socket.data;
    session.socket = socket;
    this.#wheel.add(session, this.#options.limits.authTimeoutMs / 1000);
  }

  #received(socket: Socket, frame: string | Uint8Array): void {
    const session = socket.data;
    if (session.state === CLOSED) return;
    const { now } = this.#options;
    if (session.state === READY) session.since = now();
    session.askedAt = undefined;
    try {
      const element = this.#decode(session, frame);
      if (this.#draining) this.#whileDraining(session, element);
      else if (session.waiting === undefined) this.#handle(socket, element);
      else this.#wait(session, element);
    } catch (error) {
      this.#fail(socket.data, error);
    }
  }

  /** Stanzas wait for the next server; what devices acknowledge now they need not be sent again. */
  #whileDraining(session: Session, element: Element): void {
    const sm = session.state === READY ? parseSm(element) : undefined;
    if (sm?.kind === "a") this.#acknowledged(session, sm.h);
  }

  #decode(session: Session, frame: string | Uint8Array): Element {
    if (typeof frame === "string") {
      if (session.isXml) return this.xml.decode(frame);
    } else if (!session.isXml) return this.codec.decode(frame);
    throw new MalformedFrameError("bad-format", "text frames carry XML, binary frames culver.v1");
  }

  #wait(session: Session, element: Element): void {
    const { maxUnhandled } = this.#options.limits;
    const most = session.state === READY ? maxUnhandled : MAX_WAITING_EARLY;
    if ((session.waiting?.length ?? 0) >= most) throw new StreamError("resource-constraint");
    session.waiting?.push(element);
  }

  /** Deals with an element; what follows waits when that takes time. */
  #handle(socket: Socket, element: Element): void {
    const session = socket.data;
    const busy = this.#dispatch(session, element);
    if (busy === undefined) return;
    session.waiting = [];
    busy.then(
      () => this.#resumeHandling(socket, session),
      (error: unknown) => this.#fail(session, error),
    );
  }

  #resumeHandling(socket: Socket, session: Session): void {
    const waiting = session.waiting ?? [];
    session.waiting = undefined;
    for (let at = 0; at < waiting.length; at++) {
      const element = waiting[at];
      const current = socket.data;
      if (element === undefined || current.state === CLOSED) return;
      try {
        if (current.waiting === undefined) this.#handle(socket, element);
        else current.waiting.push(element);
      } catch (error) {
        this.#fail(socket.data, error);
        return;
      }
    }
  }

  #dispatch(session: Session, element: Element): Promise<void> | undefined {
    if (isStreamClose(element)) {
      this.sessions.end(session);
      return undefined;
    }
    if (session.state !== READY) return this.#handshake.handle(session, element);
    if (element.xmlns === NS_CLIENT) return this.#handler?.stanza(session, element);
    const sm = parseSm(element);
    if (sm?.kind === "a") this.#acknowledged(session, sm.h);
    else if (sm?.kind === "r") session.sendAck();
    else throw new StreamError("unsupported-stanza-type");
    return undefined;
  }

  #acknowledged(session: Session, h: number): void {
    try {
      session.receiveAck(h);
    } catch (error) {
      if (error instanceof AckOutOfRangeError) throw ackError(session, h);
      throw error;
    }
  }

  #fail(session: Session, error: unknown): void {
    if (error instanceof StreamError) {
      this.sessions.end(session, error);
      return;
    }
    this.#options.logger.error({ err: error }, "stream failed");
    this.sessions.end(session, new StreamError("internal-server-error"));
  }

  #closed(socket: Socket): void {
    const session = socket.data;
    this.counters.connections--;
    const { origin } = session;
    if (--origin.connections === 0) this.#origins.delete(origin.address);
    if (session.socket !== socket) return;
    session.socket = undefined;
    this.sessions.detach(session);
  }

  /** Seconds until the session is to be looked at again, 0 when it is over. */
  #due(session: Session): number {
    const { limits, now } = this.#options;
    if (session.state === CLOSED) return 0;
    const age = now() - session.since;
    if (session.state !== READY) return this.#expire(session, limits.authTimeoutMs - age);
    if (session.socket === undefined) {
      if (age < limits.resumeMs) return (limits.resumeMs - age) / 1000;
      this.sessions.end(session);
      return 0;
    }
    if (age < limits.silenceMs) return (limits.silenceMs - age) / 1000;
    // Asked first, however long the silence: a machine that slept comes back with every session long silent.
    if (session.askedAt === undefined) {
      session.sendElement(smRequest());
      session.askedAt = now();
    }
    const left = limits.answerMs - (now() - session.askedAt);
    if (left > 0) return left / 1000;
    // Not the end of the session: the device may come back on another connection.
    session.endWith(new StreamError("connection-timeout"));
    this.sessions.detach(session);
    return limits.resumeMs / 1000;
  }

  #expire(session: Session, left: number): number {
    if (left > 0) return left / 1000;
    this.sessions.end(session, new StreamError("connection-timeout"));
    return 0;
  }
}

function refusal(status: number, text: string, retryAfter?: number): Response {
  const headers: Record<string, string> = { "Content-Type": "text/plain" };
  if (retryAfter !== undefined) headers["Retry-After"] = String(retryAfter);
  return new Response(`${text}\n`, { status, headers });
}
