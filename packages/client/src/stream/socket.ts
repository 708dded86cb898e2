import { BinaryCodec, type Element, SUBPROTOCOL_CULVER } from "@culver/protocol";

export type WebSocketConstructor = new (url: string, protocols?: string | string[]) => WebSocket;

export interface SocketHandlers {
  readonly onOpen: () => void;
  readonly onElement: (element: Element) => void;
  /** Once, for whatever reason. */
  readonly onEnd: (cause: unknown) => void;
}

/** A WebSocket that carries elements in the encoding culver.v1. */
export class ElementSocket {
  readonly #socket: WebSocket;
  readonly #codec: BinaryCodec;
  readonly #handlers: SocketHandlers;
  #ended = false;

  constructor(WebSocketClass: WebSocketConstructor, url: string, domain: string, handlers: SocketHandlers) {
    this.#handlers = handlers;
    this.#codec = new BinaryCodec({ domain });
    this.#socket = new WebSocketClass(url, SUBPROTOCOL_CULVER);
    this.#socket.binaryType = "arraybuffer";
    this.#socket.onopen = () => handlers.onOpen();
    this.#socket.onmessage = (event: MessageEvent<unknown>) => this.#receive(event.data);
    this.#socket.onclose = (event) => this.end(new Error(`closed with ${event.code}`));
    this.#socket.onerror = () => this.end(new Error("the connection failed"));
  }

  send(element: Element): void {
    if (this.#ended || this.#socket.readyState !== 1) return;
    this.#socket.send(this.#codec.encode(element) as Uint8Array<ArrayBuffer>);
  }

  /** Closes the connection; the handlers hear `cause` unless it had ended before. */
  end(cause: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    try {
      this.#socket.close();
    } catch {
      // Closing a socket that never opened throws in some engines; it is gone either way.
    }
    this.#handlers.onEnd(cause);
  }

  #receive(data: unknown): void {
    if (this.#ended) return;
    try {
      if (!(data instanceof ArrayBuffer)) throw new TypeError("a frame of culver.v1 is binary");
      this.#handlers.onElement(this.#codec.decode(new Uint8Array(data)));
    } catch (cause) {
      this.end(cause);
    }
  }
}
