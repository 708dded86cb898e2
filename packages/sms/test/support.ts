import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { FrameSplitter } from "../src/smpp/frames.ts";
import { type AnyPdu, decodePdu } from "../src/smpp/pdu.ts";
import { Status } from "../src/smpp/statuses.ts";
import { type SmscOptions, SmscServer } from "../src/smsc/smsc-server.ts";

/** Waits until `check` is true, polling; fails after `timeoutMs`. */
export async function until(check: () => boolean, timeoutMs = 8000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!check()) {
    if (performance.now() > deadline) throw new Error("waited in vain");
    await Bun.sleep(5);
  }
}

/** A real SMSC on loopback that knows one account: culver / secret. */
export async function smscForTests(options: Partial<SmscOptions> = {}) {
  const submitted: string[] = [];
  const server = await SmscServer.listen({
    systemId: "carrier",
    authenticate: (systemId, password) => {
      if (systemId !== "culver") return Status.ESME_RINVSYSID;
      return password === "secret" ? Status.ESME_ROK : Status.ESME_RINVPASWD;
    },
    submit: ({ body }) => {
      submitted.push(body.destinationAddr);
      return `m${submitted.length}`;
    },
    ...options,
  });
  return { server, submitted, route: `smpp://culver:secret@127.0.0.1:${server.port}` };
}

/** A peer that does exactly what a test tells it to, octet by octet. */
export async function rawServer(onSocket: (socket: Socket, pdus: AnyPdu[]) => void) {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    const pdus: AnyPdu[] = [];
    const frames = new FrameSplitter();
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      for (const frame of frames.push(chunk as Buffer)) {
        if (frame.kind === "pdu") pdus.push(decodePdu(frame.octets));
      }
    });
    onSocket(socket, pdus);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
