import {
  BinaryCodec,
  bindRequest,
  type Element,
  iqSet,
  NS_CLIENT,
  parseSm,
  SUBPROTOCOL_CULVER,
  saslPlainAuth,
  smAck,
  smEnable,
  streamClose,
  streamOpen,
} from "@culver/protocol";
import { FrameSocket } from "./frame-socket.ts";

export interface Credentials {
  readonly account: string;
  readonly device: number;
  readonly token: string;
}

/** Where a relay is and what it calls itself. */
export interface RelayAddress {
  readonly port: number;
  readonly domain: string;
}

const STREAM_PATH = "/v1/stream";

/** A stream that signs in, counts stanzas, and acknowledges when told to: a device without keys and store. */
export class SignedInStream {
  onStanza: (stanza: Element) => void = () => {};
  onAcknowledged: () => void = () => {};
  /** Stanzas sent, and those of them the server has acknowledged. */
  sent = 0;
  acknowledged = 0;
  received = 0;
  readonly #socket: FrameSocket;
  readonly #codec: BinaryCodec;
  readonly #domain: string;
  #enabled = false;
  #onEnabled: () => void = () => {};
  #onRefused: (error: Error) => void = () => {};

  private constructor(socket: FrameSocket, codec: BinaryCodec, domain: string) {
    this.#socket = socket;
    this.#codec = codec;
    this.#domain = domain;
    socket.onFrame = (frame) => this.#take(codec.decode(frame));
  }

  /** A connection, not signed in: whoever wants all stanzas sets `onStanza` before `signIn`. */
  static async open({ port, domain }: RelayAddress): Promise<SignedInStream> {
    const socket = await FrameSocket.connect({ port, path: STREAM_PATH, protocol: SUBPROTOCOL_CULVER });
    return new SignedInStream(socket, codecFor(domain), domain);
  }

  /** Signs in, everything sent at once; resolves at `enabled`. @throws {Error} when the server refuses */
  signIn({ account, device, token }: Credentials): Promise<void> {
    const open = streamOpen({ to: this.#domain });
    this.queue(open);
    this.queue(saslPlainAuth(`${account}/${device}`, token));
    this.queue(open);
    this.queue(iqSet("bind", bindRequest()));
    this.queue(smEnable({ resume: true }));
    return new Promise<void>((resolve, reject) => {
      this.#onEnabled = resolve;
      this.#onRefused = reject;
      this.#socket.onClose = () => reject(new Error("the stream ended before it was ready"));
      this.flush();
    });
  }

  /** Adds an element to what the next `flush` sends; it is no stanza. */
  queue(element: Element): void {
    this.#socket.queue(this.#codec.encode(element));
  }

  queueStanza(stanza: Element): void {
    this.sent++;
    this.queue(stanza);
  }

  flush(): void {
    this.#socket.flush();
  }

  acknowledge(): void {
    this.queue(smAck(this.received));
    this.flush();
  }

  /** Closes the connection; resolves when it is closed. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.onClose = resolve;
      this.queue(streamClose());
      this.flush();
    });
  }

  #take(element: Element): void {
    if (element.xmlns === NS_CLIENT) {
      if (!this.#enabled) return;
      this.received++;
      this.onStanza(element);
      return;
    }
    const sm = parseSm(element);
    if (sm?.kind === "a") {
      this.acknowledged = sm.h;
      this.onAcknowledged();
    } else if (sm?.kind === "r") this.acknowledge();
    else if (sm?.kind === "enabled") {
      this.#enabled = true;
      this.#onEnabled();
    } else if (element.name === "error" || element.name === "failure") this.#ended(element);
  }

  #ended(element: Element): void {
    const error = new Error(`the server ended the stream: ${JSON.stringify(element)}`);
    if (this.#enabled) throw error;
    this.#onRefused(error);
  }
}

const codecs = new Map<string, BinaryCodec>();

function codecFor(domain: string): BinaryCodec {
  const known = codecs.get(domain);
  if (known !== undefined) return known;
  const codec = new BinaryCodec({ domain });
  codecs.set(domain, codec);
  return codec;
}
