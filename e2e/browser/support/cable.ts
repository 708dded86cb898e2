import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

/**
 * The network between one person and the server, which can be pulled out: a SOCKS 5 proxy (RFC 1928) that leads to `port` of this
 * machine and nowhere else. A browser that is told it is offline keeps its open WebSockets; pulling this ends them.
 */
export class Cable implements AsyncDisposable {
  readonly #server = createServer((socket) => this.#accept(socket));
  readonly #sockets = new Set<Socket>();
  readonly #port: number;
  readonly #sent: Buffer[] = [];
  #pulled = false;

  private constructor(port: number) {
    this.#port = port;
  }

  static async to(port: number): Promise<Cable> {
    const cable = new Cable(port);
    await new Promise<void>((resolve) => cable.#server.listen(0, "127.0.0.1", resolve));
    return cable;
  }

  /** What a browser context takes as its proxy; pages of this machine go through it as well. */
  get proxy(): { server: string; bypass: string } {
    const { port } = this.#server.address() as AddressInfo;
    return { server: `socks5://127.0.0.1:${port}`, bypass: "<-loopback>" };
  }

  /** Every byte that went to the server so far: requests as they are, without TLS. */
  get sent(): Buffer {
    return Buffer.concat(this.#sent);
  }

  pull(): void {
    this.#pulled = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  plugIn(): void {
    this.#pulled = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.pull();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#sockets.delete(socket));
  }

  #accept(socket: Socket): void {
    if (this.#pulled) {
      socket.destroy();
      return;
    }
    this.#keep(socket);
    // Section 3: no authentication. Section 4: each CONNECT succeeds, whatever name it asks for.
    socket.once("data", () => {
      socket.write(Uint8Array.of(5, 0));
      socket.once("data", () => {
        const upstream = connect(this.#port, "127.0.0.1");
        this.#keep(upstream);
        upstream.on("close", () => socket.destroy());
        socket.on("close", () => upstream.destroy());
        socket.write(Uint8Array.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0));
        socket.on("data", (bytes) => this.#sent.push(bytes));
        socket.pipe(upstream).pipe(socket);
      });
    });
  }
}
