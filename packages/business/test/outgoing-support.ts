import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";

export interface LocalServer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
}

/** An HTTP server on a loopback port of its own. */
export const serveHttp = (listener: RequestListener) => listen(createServer(listener), "http");

export const serveHttps = (listener: RequestListener, pair: CertificatePair) =>
  listen(createSecureServer(pair, listener), "https");

/** What comes and goes is up to `handle`. */
export const serveTcp = (handle: (socket: Socket) => void) =>
  listen(
    createTcpServer((socket) => {
      socket.on("error", () => undefined);
      handle(socket);
    }),
    "http",
  );

async function listen(server: Server, scheme: string): Promise<LocalServer> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no TCP address");
  return {
    port: address.port,
    url: `${scheme}://127.0.0.1:${address.port}`,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

export interface CertificatePair {
  readonly key: string;
  readonly cert: string;
}

const fixture = (name: string) =>
  readFileSync(new URL(`./outgoing-fixtures/${name}`, import.meta.url), "utf8");

/** Made for these tests alone, self-signed for hooks.internal and localhost. */
export const certificate: CertificatePair = { key: fixture("key.pem"), cert: fixture("cert.pem") };
