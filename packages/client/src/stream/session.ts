import {
  bindRequest,
  type Element,
  generateStanzaId,
  iqSet,
  isDrained,
  isElement,
  isStreamClose,
  NS_CLIENT,
  NS_DEVICES,
  NS_MAILBOX,
  parseSaslOutcome,
  parseSm,
  parseStreamError,
  SaslError,
  type StreamError,
  saslPlainAuth,
  smAck,
  smEnable,
  smRequest,
  smResume,
  streamClose,
  streamOpen,
} from "@culver/protocol";
import { Acknowledger } from "./acknowledger.ts";
import { DrainedWatch } from "./drained-watch.ts";
import { Liveness } from "./liveness.ts";
import { newResumption, type Resumption, type SentStanza } from "./resumption.ts";
import type { SessionEnd } from "./session-end.ts";
import { ElementSocket, type WebSocketConstructor } from "./socket.ts";

export interface Credentials {
  readonly account: string;
  readonly device: string;
  readonly token: string;
  readonly domain: string;
}

export interface SessionHandlers {
  /** Stanzas may be sent from now on. `resumed`: nothing was lost. */
  readonly onReady: (resumption: Resumption, resumed: boolean) => void;
  /** `handled` is called once all the stanza stands for is committed. */
  readonly onStanza: (stanza: Element, handled: () => void) => void;
  readonly onDrained: () => void;
  readonly onEnd: (end: SessionEnd) => void;
}

/** Milliseconds from opening the socket until stanzas may be sent. */
const HANDSHAKE_MS = 25_000;
/** Milliseconds that sent stanzas stay unacknowledged before the server is asked. */
const ASK_AFTER_MS = 1_000;

/** One connection: handshake, counters and liveness. A Stream starts one after the other. */
export class Session {
  readonly #credentials: Credentials;
  readonly #handlers: SessionHandlers;
  readonly #socket: ElementSocket;
  readonly #acknowledger = new Acknowledger(() => this.#acknowledge());
  readonly #liveness = new Liveness(
    () => this.#socket.send(smRequest()),
    () => this.#end({ kind: "lost", cause: new Error("the server is silent") }),
  );
  readonly #drainedWatch = new DrainedWatch(() => this.#drained());
  readonly #handshakeTimer: ReturnType<typeof setTimeout>;
  readonly #bindId = generateStanzaId();
  #askTimer: ReturnType<typeof setTimeout> | undefined;
  #resumption: Resumption | undefined;
  #ready = false;
  #ended = false;

  constructor(
    WebSocketClass: WebSocketConstructor,
    url: string,
    credentials: Credentials,
    resumption: Resumption | undefined,
    handlers: SessionHandlers,
  ) {
    this.#credentials = credentials;
    this.#resumption = resumption;
    this.#handlers = handlers;
    this.#handshakeTimer = setTimeout(
      () => this.#end({ kind: "lost", cause: new Error("no answer") }),
      HANDSHAKE_MS,
    );
    this.#socket = new ElementSocket(WebSocketClass, url, credentials.domain, {
      onOpen: () => this.#begin(),
      onElement: (element) => this.#receive(element),
      onEnd: (cause) => this.#end({ kind: "lost", cause }),
    });
  }

  /** Sends a stanza and remembers it until it is acknowledged. */
  send(stanza: SentStanza): void {
    if (this.#resumption === undefined || !this.#ready) return;
    this.#resumption.sent.push(stanza);
    this.#socket.send(stanza.element);
    this.#askTimer ??= setTimeout(() => {
      this.#askTimer = undefined;
      if ((this.#resumption?.sent.size ?? 0) > 0) this.#socket.send(smRequest());
    }, ASK_AFTER_MS);
  }

  /** Acknowledges what is handled, closes the stream and the socket. */
  close(): void {
    if (this.#ready) {
      this.#acknowledge();
      this.#socket.send(streamClose());
    }
    this.#end({ kind: "closed" });
  }

  /** Drops the connection as if the network had. */
  abandon(cause: unknown, fresh: boolean): void {
    this.#end({ kind: "lost", cause, ...(fresh ? { fresh } : {}) });
  }

  /** The network may have changed: finds out within five seconds whether the connection still works. */
  probe(): void {
    if (this.#ready) this.#liveness.probe(5_000);
  }

  /** Everything at once, without waiting for answers. */
  #begin(): void {
    const { account, device, token, domain } = this.#credentials;
    this.#socket.send(streamOpen({ to: domain }));
    this.#socket.send(saslPlainAuth(`${account}/${device}`, token));
    this.#socket.send(streamOpen({ to: domain }));
    if (this.#resumption === undefined) this.#bind();
    else this.#socket.send(smResume(this.#resumption.id, this.#resumption.inbound.handled));
  }

  #bind(): void {
    this.#socket.send(iqSet(this.#bindId, bindRequest()));
    this.#socket.send(smEnable({ resume: true }));
  }

  #receive(element: Element): void {
    if (this.#ended) return;
    if (this.#ready) this.#liveness.heard();
    if (element.xmlns === NS_CLIENT) {
      this.#stanza(element);
      return;
    }
    if (element.xmlns === NS_MAILBOX) {
      if (isDrained(element)) this.#drained();
      return;
    }
    const error = parseStreamError(element);
    if (error !== undefined) {
      this.#end(endOf(error));
      return;
    }
    if (isStreamClose(element)) {
      this.#end({ kind: "lost" });
      return;
    }
    try {
      parseSaslOutcome(element);
    } catch (cause) {
      this.#end(refusal(cause));
      return;
    }
    this.#management(element);
  }

  #stanza(stanza: Element): void {
    if (!this.#ready || this.#resumption === undefined) {
      // Before stream management only the answer to bind comes in, and it is not counted.
      if (stanza.attrs.id === this.#bindId && stanza.attrs.type === "error")
        this.#end({ kind: "lost", cause: new Error("bind was refused") });
      return;
    }
    this.#drainedWatch.heard();
    const { inbound } = this.#resumption;
    const number = inbound.arrive();
    this.#handlers.onStanza(stanza, () => {
      if (inbound.complete(number) && !this.#ended) this.#acknowledger.handled();
    });
  }

  #management(element: Element): void {
    const management = parseSm(element);
    switch (management?.kind) {
      case "enabled":
        this.#resumption = newResumption(management.id ?? "");
        this.#becomeReady(this.#resumption, false);
        return;
      case "resumed":
        this.#resumed(management.h);
        return;
      case "failed":
        if (this.#ready || this.#resumption === undefined) {
          this.#end({ kind: "lost", cause: new Error("stream management was refused") });
          return;
        }
        this.#resumption = undefined;
        this.#bind();
        return;
      case "r":
        this.#acknowledge();
        return;
      case "a":
        this.#acknowledged(management.h);
    }
  }

  #becomeReady(resumption: Resumption, resumed: boolean): void {
    clearTimeout(this.#handshakeTimer);
    this.#ready = true;
    this.#liveness.heard();
    this.#handlers.onReady(resumption, resumed);
  }

  #resumed(h: number): void {
    const resumption = this.#resumption;
    if (resumption === undefined) {
      this.#end({ kind: "lost", cause: new Error("nothing to resume") });
      return;
    }
    this.#acknowledged(h);
    if (this.#ended) return;
    for (const { element } of resumption.sent.unacked()) this.#socket.send(element);
    this.#becomeReady(resumption, true);
    this.#drainedWatch.resumed(resumption.drained);
  }

  #drained(): void {
    this.#drainedWatch.stop();
    if (this.#resumption !== undefined) this.#resumption.drained = true;
    if (this.#ready) this.#handlers.onDrained();
  }

  #acknowledged(h: number): void {
    if (this.#resumption === undefined) return;
    try {
      for (const { onAcknowledged } of this.#resumption.sent.ack(h)) onAcknowledged?.();
    } catch (cause) {
      // The two ends disagree about what was sent (XEP-0198 section 4): only a fresh stream helps.
      this.#end({ kind: "lost", cause, fresh: true });
    }
  }

  #acknowledge(): void {
    if (this.#resumption !== undefined) this.#socket.send(smAck(this.#resumption.inbound.handled));
  }

  #end(end: SessionEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#handshakeTimer);
    clearTimeout(this.#askTimer);
    this.#liveness.stop();
    this.#acknowledger.stop();
    this.#drainedWatch.stop();
    this.#socket.end(end);
    this.#handlers.onEnd(end);
  }
}

function refusal(cause: unknown): SessionEnd {
  return cause instanceof SaslError && cause.condition === "not-authorized"
    ? { kind: "refused", reason: "replaced" }
    : { kind: "lost", cause };
}

function endOf(error: StreamError): SessionEnd {
  if (error.condition === "conflict") return { kind: "replaced" };
  if (error.condition === "not-authorized") return { kind: "refused", reason: reasonOf(error) };
  return { kind: "lost", cause: error };
}

/** What the server says of why; a server that says nothing means a number registered anew. */
function reasonOf({ app }: StreamError): "replaced" | "removed" {
  const isRemoved = app !== undefined && isElement(app, "removed", NS_DEVICES);
  return isRemoved && app.attrs.reason === "removed" ? "removed" : "replaced";
}
