/** A WebSocket server of Bun's with nothing in it: what a session costs before the first line of ours. */
import { answerUsage } from "../../process/usage.ts";

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch(request, self) {
    if (self.upgrade(request)) return undefined;
    return new Response("WebSocket only", { status: 426 });
  },
  websocket: { message() {}, idleTimeout: 0, sendPings: false, perMessageDeflate: false },
});

process.on("SIGTERM", () => process.exit());
answerUsage(() => ({ accepted: 0, written: 0 }));
process.send?.({ ready: { port: server.port } });
