/**
 * The ceiling: what a relay of this shape can do at best. The same sockets, the same batching (acknowledgements to senders every
 * few milliseconds, what a turn of the event loop has produced for a socket in one write), and nothing else: no stanzas, no
 * accounts, no storage. Socket 2n talks to socket 2n+1.
 *
 * Frames: message = 0x01 and the payload; acknowledgement = 0x02 and a 32-bit count, big-endian.
 */
import type { ServerWebSocket } from "bun";
import { answerUsage } from "../../process/usage.ts";

const MESSAGE = 1;
const ACKNOWLEDGEMENT = 2;

interface Lane {
  readonly index: number;
  received: number;
  output: Uint8Array[];
}

type Socket = ServerWebSocket<Lane>;

const windowMs = Number(process.argv[2] ?? "5");
const sockets: (Socket | undefined)[] = [];
const unacknowledged = new Set<Socket>();
let dirty: Socket[] = [];
let accepted = 0;

function write(socket: Socket, frame: Uint8Array): void {
  const { output } = socket.data;
  output.push(frame);
  if (output.length > 1) return;
  if (dirty.length === 0) setImmediate(flush);
  dirty.push(socket);
}

function flush(): void {
  const now = dirty;
  dirty = [];
  for (const socket of now) {
    const { output } = socket.data;
    socket.data.output = [];
    socket.cork(() => {
      for (const frame of output) socket.sendBinary(frame);
    });
  }
}

setInterval(() => {
  for (const socket of unacknowledged) {
    const frame = new Uint8Array(5);
    frame[0] = ACKNOWLEDGEMENT;
    new DataView(frame.buffer).setUint32(1, socket.data.received);
    write(socket, frame);
  }
  unacknowledged.clear();
}, windowMs);

const server = Bun.serve<Lane>({
  hostname: "127.0.0.1",
  port: 0,
  fetch(request, self) {
    const index = Number(new URL(request.url).searchParams.get("lane"));
    const data: Lane = { index, received: 0, output: [] };
    if (self.upgrade(request, { data })) return undefined;
    return new Response("WebSocket only", { status: 426 });
  },
  websocket: {
    data: {} as Lane,
    maxPayloadLength: 1 << 20,
    perMessageDeflate: false,
    open(socket) {
      socket.binaryType = "uint8array";
      sockets[socket.data.index] = socket;
    },
    close(socket) {
      sockets[socket.data.index] = undefined;
      unacknowledged.delete(socket);
    },
    message(socket, frame) {
      if (typeof frame === "string" || frame[0] !== MESSAGE) return;
      accepted++;
      socket.data.received++;
      unacknowledged.add(socket);
      const peer = sockets[socket.data.index ^ 1];
      if (peer !== undefined) write(peer, frame);
    },
  },
});

process.on("SIGTERM", () => process.exit());
answerUsage(() => ({ accepted, written: 0 }));
process.send?.({ ready: { port: server.port } });
