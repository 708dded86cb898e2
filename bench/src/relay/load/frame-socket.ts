import type { Socket } from "bun";
import { FrameBuffer } from "./frame-buffer.ts";
import { FrameReader, OPCODE_BINARY, OPCODE_CLOSE } from "./frame-reader.ts";

/** Where a WebSocket is. */
export interface SocketAddress {
  readonly port: number;
  readonly path: string;
  readonly protocol?: string;
}

const HEAD_END = "\r\n\r\n";

/**
 * A WebSocket client for loopback with next to no cost of its own: frames are gathered and leave in one system call. A load
 * that takes more CPU than the server measures itself.
 */
export class FrameSocket {
  onFrame: (payload: Uint8Array) => void = () => {};
  onClose: () => void = () => {};
  #socket: Socket<undefined> | undefined;
  #isOpen = false;
  #head = "";
  readonly #output = new FrameBuffer();
  readonly #reader = new FrameReader((opcode, payload) => {
    if (opcode === OPCODE_BINARY) this.onFrame(payload);
    else if (opcode === OPCODE_CLOSE) this.close();
  });

  /** Resolves when the connection has become a WebSocket. */
  static connect({ port, path, protocol }: SocketAddress): Promise<FrameSocket> {
    const self = new FrameSocket();
    return new Promise((resolve, reject) => {
      Bun.connect({
        hostname: "127.0.0.1",
        port,
        socket: {
          binaryType: "uint8array",
          open: (socket) => {
            self.#socket = socket;
            socket.setNoDelay(true);
            socket.write(requestHead(port, path, protocol));
          },
          data: (_socket, chunk) => {
            if (self.#isOpen) self.#reader.push(chunk);
            else self.#readHead(chunk, resolve, reject);
          },
          drain: () => self.flush(),
          close: () => {
            reject(new Error("the connection was closed"));
            self.#socket = undefined;
            self.onClose();
          },
          error: (_socket, error) => reject(error),
          connectError: (_socket, error) => reject(error),
        },
      }).catch(reject);
    });
  }

  /** Adds a frame to what the next `flush` sends. */
  queue(payload: Uint8Array): void {
    this.#output.add(payload);
  }

  flush(): void {
    if (this.#output.isEmpty || this.#socket === undefined) return;
    const written = this.#socket.write(this.#output.view);
    if (written > 0) this.#output.drop(written);
  }

  close(): void {
    this.#socket?.end();
  }

  #readHead(chunk: Uint8Array, resolve: (socket: FrameSocket) => void, reject: (error: Error) => void): void {
    this.#head += Buffer.from(chunk).toString("latin1");
    const end = this.#head.indexOf(HEAD_END);
    if (end < 0) return;
    if (!this.#head.startsWith("HTTP/1.1 101 ")) {
      reject(new Error(`no WebSocket: ${this.#head.slice(0, this.#head.indexOf("\r\n"))}`));
      this.close();
      return;
    }
    this.#isOpen = true;
    const first = Buffer.from(this.#head.slice(end + HEAD_END.length), "latin1");
    this.#head = "";
    resolve(this);
    if (first.length > 0) this.#reader.push(first);
  }
}

function requestHead(port: number, path: string, protocol: string | undefined): string {
  const key = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${key}`,
  ];
  if (protocol !== undefined) lines.push(`Sec-WebSocket-Protocol: ${protocol}`);
  return lines.join("\r\n") + HEAD_END;
}
