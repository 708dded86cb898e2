import type { Element } from "@culver/protocol";
import { backoffDelay } from "@culver/protocol";
import type { ConnectionState } from "../api.ts";
import { ConnectionLostError } from "../errors.ts";
import { Requests } from "./requests.ts";
import { forgetUnhandled, type Resumption } from "./resumption.ts";
import { type Credentials, Session } from "./session.ts";
import type { SessionEnd } from "./session-end.ts";
import type { WebSocketConstructor } from "./socket.ts";

const BACKOFF = { baseMs: 1_000, maxMs: 60_000 };
/** Not sooner than this, however the dice fall. */
const MIN_DELAY_MS = 200;

export interface StreamOptions {
  readonly url: string;
  readonly WebSocket: WebSocketConstructor;
  readonly clock: () => number;
  /** 0 (included) to 1 (excluded): the jitter of reconnection. */
  readonly random: () => number;
  readonly log: (event: string, details?: Readonly<Record<string, unknown>>) => void;
}

export interface StreamHandlers {
  /** A new stream: what was sent on the old one and not acknowledged is to be sent again. */
  readonly onFresh: () => void;
  readonly onResumed: () => void;
  readonly onStanza: (stanza: Element, handled: () => void) => void;
  readonly onDrained: () => void;
  /** The connection is gone; stanzas that are not handled yet will come again. */
  readonly onLost: () => void;
  readonly onState: (state: ConnectionState) => void;
  readonly onRefused: (reason: "replaced" | "removed") => void;
}

/** The stream of a device, over as many connections as it takes. */
export class Stream {
  readonly #options: StreamOptions;
  readonly #handlers: StreamHandlers;
  readonly #requests = new Requests();
  #credentials: Credentials | undefined;
  #session: Session | undefined;
  #resumption: Resumption | undefined;
  #ready = false;
  #wanted = false;
  /** As the browser says. */
  #networkDown = false;
  #attempts = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #state: ConnectionState = { state: "offline" };

  constructor(options: StreamOptions, handlers: StreamHandlers) {
    this.#options = options;
    this.#handlers = handlers;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Whether stanzas can be sent now. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Connects, and stays connected until `stop`. */
  start(credentials: Credentials): void {
    this.#credentials = credentials;
    this.#wanted = true;
    this.#attempts = 0;
    if (this.#session === undefined) this.#connect();
  }

  stop(): void {
    this.#wanted = false;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#session?.close();
    this.#resumption = undefined;
    this.#setState({ state: "offline" });
  }

  /** Everything the mailbox held has been taken in. */
  caughtUp(): void {
    if (this.#ready) this.#setState({ state: "online" });
  }

  /** Breaks the connection off, for instance because the store failed: everything not handled comes again. `fresh`: without resuming. */
  restart(cause: unknown, fresh: boolean): void {
    this.#session?.abandon(cause, fresh);
  }

  /** The network is said to be back: tries now. */
  networkUp(): void {
    this.#networkDown = false;
    if (!this.#wanted) return;
    this.#attempts = 0;
    if (this.#session === undefined) this.#connect();
    else this.#session.probe();
  }

  /** The network is said to be gone: the state says so at once, though tries go on. */
  networkDown(): void {
    this.#networkDown = true;
    if (!this.#wanted) return;
    if (this.#session === undefined) this.#setState({ state: "offline" });
    else this.#session.abandon(new Error("the network is gone"), false);
  }

  /** Sends a stanza that is not an iq. False when there is no connection. */
  send(element: Element, onAcknowledged?: () => void): boolean {
    if (!this.#ready || this.#session === undefined) return false;
    this.#session.send({ element, onAcknowledged });
    return true;
  }

  /** Asks the server. Rejects with StanzaError when it refuses, ConnectionLostError when there is no answer. */
  async ask(type: "get" | "set", payload: Element, id?: string): Promise<Element | undefined> {
    if (!this.#ready) throw new ConnectionLostError("there is no connection");
    return this.#requests.ask(type, payload, (stanza) => void this.send(stanza), id);
  }

  #connect(): void {
    if (this.#credentials === undefined) return;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#setState({ state: "connecting" });
    const { WebSocket, url } = this.#options;
    this.#session = new Session(WebSocket, url, this.#credentials, this.#resumption, {
      onReady: (resumption, resumed) => this.#onReady(resumption, resumed),
      onStanza: (stanza, handled) => this.#onStanza(stanza, handled),
      onDrained: () => this.#handlers.onDrained(),
      onEnd: (end) => this.#onEnd(end),
    });
  }

  #onReady(resumption: Resumption, resumed: boolean): void {
    this.#attempts = 0;
    this.#ready = true;
    this.#resumption = resumption;
    this.#setState({ state: "updating" });
    if (resumed) this.#handlers.onResumed();
    else {
      this.#requests.abandon();
      this.#handlers.onFresh();
    }
  }

  #onStanza(stanza: Element, handled: () => void): void {
    const { type } = stanza.attrs;
    if (stanza.name === "iq" && (type === "result" || type === "error")) {
      this.#requests.answer(stanza);
      handled();
    } else this.#handlers.onStanza(stanza, handled);
  }

  #onEnd(end: SessionEnd): void {
    this.#session = undefined;
    const wasReady = this.#ready;
    this.#ready = false;
    if (this.#resumption !== undefined) forgetUnhandled(this.#resumption);
    if (wasReady) this.#handlers.onLost();
    // Whoever waits for an answer starts over when the connection is back: an iq's effect is looked up, never assumed.
    this.#requests.abandon();
    this.#options.log("stream.end", { kind: end.kind });
    switch (end.kind) {
      case "refused":
        this.#wanted = false;
        this.#resumption = undefined;
        this.#setState({ state: "signed-out", reason: end.reason });
        this.#handlers.onRefused(end.reason);
        return;
      case "replaced":
        // Coming back would only take turns with the other session.
        this.#wanted = false;
        this.#resumption = undefined;
        this.#setState({ state: "offline" });
        return;
      case "closed":
        return;
      case "lost":
        if (end.fresh) this.#resumption = undefined;
        if (this.#wanted) this.#wait();
    }
  }

  #wait(): void {
    const { random, clock } = this.#options;
    const delay = Math.max(MIN_DELAY_MS, backoffDelay(this.#attempts++, { ...BACKOFF, random }));
    this.#setState({ state: "waiting", retryAt: clock() + delay });
    this.#retry = setTimeout(() => this.#connect(), delay);
  }

  #setState(news: ConnectionState): void {
    const trying = news.state === "connecting" || news.state === "waiting";
    const state: ConnectionState = trying && this.#networkDown ? { state: "offline" } : news;
    if (state.state === this.#state.state && state.state !== "waiting") return;
    this.#state = state;
    this.#handlers.onState(state);
  }
}
