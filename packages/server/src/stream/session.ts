import {
  type AckQueue,
  type BinaryCodec,
  DRAINED,
  type Element,
  type InboundCounter,
  type StreamError,
  smAck,
  streamClose,
  streamErrorElement,
  type XmlCodec,
} from "@culver/protocol";
import type { ServerWebSocket } from "bun";
import { Item, type Mailbox, type MailboxReader, type Submitter } from "../mailbox/mailbox.ts";
import type { Flushable, Flusher } from "./flusher.ts";
import type { StreamCounters } from "./stream-counters.ts";
import type { StreamLimits } from "./stream-options.ts";
import type { TokenPair } from "./token-pair.ts";

/** Where a stream is (docs/protocol.md, "The stream"). */
export const OPENING = 0;
export const AUTHENTICATING = 1;
export const REOPENING = 2;
export const BINDING = 3;
export const ENABLING = 4;
export const READY = 5;
export const CLOSED = 6;

/** What all sessions of a door share. */
export interface SessionContext {
  readonly binary: BinaryCodec;
  readonly xml: XmlCodec;
  readonly limits: StreamLimits;
  readonly flusher: Flusher;
  readonly counters: StreamCounters;
  readonly now: () => number;
  /** An acknowledgement has made room. */
  readOn(mailbox: Mailbox): void;
  acknowledge(mailbox: Mailbox, item: Item): void;
  /** The session is over, by a stream error of ours. */
  ended(session: Session): void;
}

/** A caller's address and its open connections, one object for all of them. */
export interface Origin {
  readonly address: string;
  connections: number;
}

export type Frame = string | Uint8Array;
type Socket = ServerWebSocket<Session>;

const EPHEMERAL_EXTRA = 1024;

/**
 * One device's stream, over one connection or, when it is resumed, several. There are many and most are idle: fields
 * are few, and what an idle session does not need is undefined.
 */
export class Session implements MailboxReader, Submitter, Flushable {
  readonly context: SessionContext;
  readonly isXml: boolean;
  /** Where its connection comes from, and how many do. */
  origin: Origin;
  /** Number of this session in this run of the server: what its resumption id is made of. */
  readonly serial: number;
  socket: Socket | undefined = undefined;
  state = OPENING;
  mailbox: Mailbox | undefined = undefined;
  /** Unix ms: of the last frame, of the connection's begin, or of its loss. */
  since: number;
  /** Unix ms: when `r` was sent for the silence, nothing heard since. */
  askedAt: number | undefined = undefined;
  /** Elements that wait until what came before them has been dealt with. */
  waiting: Element[] | undefined = undefined;
  inbound: InboundCounter | undefined = undefined;
  /** What has been sent and not acknowledged: items of the mailbox, and frames of anything else. */
  unacked: AckQueue<Item | Frame> | undefined = undefined;
  bytesInFlight = 0;
  #output: Frame[] | undefined = undefined;
  #ackDue = false;
  #drainedSent = false;
  messageBucket: TokenPair | undefined = undefined;
  requestBucket: TokenPair | undefined = undefined;
  /** Presence: the person is looking at the app. */
  available = false;
  /** Accounts whose presence was subscribed to. */
  subscriptions: Set<string> | undefined = undefined;

  constructor(context: SessionContext, isXml: boolean, origin: Origin, serial: number) {
    this.context = context;
    this.isXml = isXml;
    this.origin = origin;
    this.serial = serial;
    this.since = context.now();
  }

  get room(): number {
    const { unacked, socket, context } = this;
    if (unacked === undefined || socket === undefined) return 0;
    if (this.bytesInFlight >= context.limits.windowBytes) return 0;
    return context.limits.windowStanzas - unacked.size;
  }

  offer(item: Item): boolean {
    const { unacked, context } = this;
    if (unacked === undefined || this.room <= 0) return false;
    const size = item.frame.length;
    if (this.bytesInFlight > 0 && this.bytesInFlight + size > context.limits.windowBytes) return false;
    unacked.push(item);
    this.bytesInFlight += size;
    this.#write(this.#frameOf(item));
    return true;
  }

  /** Its new connection: what was true of the old one no longer is. */
  reconnect(socket: Socket): void {
    this.socket = socket;
    this.since = this.context.now();
    this.askedAt = undefined;
    this.#drainedSent = false;
  }

  drained(): void {
    if (this.#drainedSent) return;
    this.#drainedSent = true;
    this.sendElement(DRAINED);
  }

  /** Sends a stanza that is not in the mailbox: counted, and sent again when the stream is resumed. */
  sendStanza(stanza: Element): void {
    this.sendStanzaFrame(this.encode(stanza));
  }

  sendStanzaFrame(frame: Frame): void {
    const { unacked } = this;
    if (unacked === undefined || this.state === CLOSED) return;
    unacked.push(frame);
    this.bytesInFlight += frame.length;
    if (this.socket === undefined) this.context.counters.detachedBytes += frame.length;
    else this.#write(frame);
  }

  /** Whether something that may be lost would still be welcome. */
  get isWelcoming(): boolean {
    const { socket, unacked, context } = this;
    return socket !== undefined && unacked !== undefined && unacked.size < context.limits.windowStanzas;
  }

  /** A session that asks and asks and never acknowledges the answers. */
  get isOverfull(): boolean {
    return (this.unacked?.size ?? 0) > this.context.limits.windowStanzas + EPHEMERAL_EXTRA;
  }

  /** Sends an element that is no stanza. */
  sendElement(element: Element): void {
    if (this.socket !== undefined) this.#write(this.encode(element));
  }

  encode(element: Element): Frame {
    return this.isXml ? this.context.xml.encode(element) : this.context.binary.encode(element);
  }

  complete(stanza: number): void {
    this.inbound?.complete(stanza);
  }

  acknowledge(): void {
    if (this.#ackDue) return;
    this.#ackDue = true;
    this.#mark();
  }

  abort(): void {
    this.context.ended(this);
  }

  /** `<a/>` with what is true now. */
  sendAck(): void {
    if (this.inbound !== undefined) this.sendElement(smAck(this.inbound.handled));
  }

  /** Takes in the device's `h`. @throws {AckOutOfRangeError} */
  receiveAck(h: number): void {
    const { unacked, mailbox, context } = this;
    if (unacked === undefined || mailbox === undefined) return;
    for (const sent of unacked.ack(h)) {
      if (sent instanceof Item) {
        this.bytesInFlight -= sent.frame.length;
        context.acknowledge(mailbox, sent);
      } else this.bytesInFlight -= sent.length;
    }
    if (!mailbox.live && unacked.size <= context.limits.windowStanzas / 2) context.readOn(mailbox);
  }

  /** After a resumption: everything unacknowledged, once more. */
  resend(): void {
    for (const sent of this.unacked?.unacked() ?? []) {
      this.#write(sent instanceof Item ? this.#frameOf(sent) : sent);
    }
  }

  /** Sends a stream error and closes the connection. The caller sees to what the session held. */
  endWith(error: StreamError): void {
    this.context.counters.streamErrors++;
    this.sendElement(streamErrorElement(error));
    this.closeSocket();
  }

  /** `close` (RFC 7395 section 3.6), then the connection's end. */
  closeSocket(): void {
    const { socket } = this;
    if (socket === undefined) return;
    this.sendElement(streamClose());
    this.flush();
    this.socket = undefined;
    socket.close(1000);
  }

  flush(): void {
    const { socket } = this;
    if (this.#ackDue) {
      this.#ackDue = false;
      if (socket !== undefined && this.inbound !== undefined) {
        this.#output ??= [];
        this.#output.push(this.encode(smAck(this.inbound.handled)));
      }
    }
    const output = this.#output;
    if (output === undefined) return;
    this.#output = undefined;
    if (socket === undefined) return;
    if (output.length === 1) send(socket, output[0] ?? "");
    else
      socket.cork(() => {
        for (const frame of output) send(socket, frame);
      });
  }

  #frameOf(item: Item): Frame {
    return this.isXml ? this.context.xml.encode(this.context.binary.decode(item.frame)) : item.frame;
  }

  #write(frame: Frame): void {
    if (this.#output === undefined) {
      if (!this.#ackDue) this.context.flusher.mark(this);
      this.#output = [frame];
    } else this.#output.push(frame);
  }

  #mark(): void {
    if (this.#output === undefined) this.context.flusher.mark(this);
  }
}

function send(socket: Socket, frame: Frame): void {
  if (typeof frame === "string") socket.sendText(frame);
  else socket.sendBinary(frame);
}
