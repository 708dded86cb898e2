import { connect } from "node:net";
import { SmppSession } from "../src/session/session.ts";
import { FrameSplitter } from "../src/smpp/frames.ts";
import { decodePdu, encodePdu } from "../src/smpp/pdu.ts";
import { SmscServer } from "../src/smsc/smsc-server.ts";
import { encodeText } from "../src/text/index.ts";

/** Speed of the codec alone, and of submit_sm with its answer over loopback TCP in one process. */
const body = {
  sourceAddrTon: 5,
  sourceAddr: "Culver",
  destAddrTon: 1,
  destAddrNpi: 1,
  destinationAddr: "447700900123",
  registeredDelivery: 1,
  shortMessage: encodeText("Your Culver code is 482913. Do not share it.", "gsm7"),
};

function rate(count: number, work: () => void): number {
  const began = performance.now();
  work();
  return Math.round(count / ((performance.now() - began) / 1000));
}

const N = 200_000;
const say = (name: string, value: number) =>
  process.stdout.write(`${name} ${value.toLocaleString("en")}/s\n`);
for (let warm = 0; warm < 2; warm++) {
  const encoded = rate(N, () => {
    for (let i = 1; i <= N; i++) encodePdu({ command: "submit_sm", sequence: i, body });
  });
  const one = encodePdu({ command: "submit_sm", sequence: 1, body });
  const stream = Buffer.concat(Array.from({ length: 1000 }, () => one));
  const decoded = rate(N, () => {
    const frames = new FrameSplitter();
    for (let i = 0; i < N / 1000; i++) {
      for (const frame of frames.push(stream)) if (frame.kind === "pdu") decodePdu(frame.octets);
    }
  });
  if (warm === 0) continue;
  say("encode submit_sm", encoded);
  say("split and decode submit_sm", decoded);
}

const smsc = await SmscServer.listen({
  systemId: "bench",
  authenticate: () => 0,
  submit: () => "1",
  session: { maxHandling: 1000 },
});
const socket = connect(smsc.port, "127.0.0.1");
await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
for (const window of [10, 100]) {
  const link = new SmppSession(window === 10 ? socket : connect(smsc.port, "127.0.0.1"), {
    handle: () => ({}),
    window,
  });
  await link.request("bind_transceiver", { systemId: "bench", password: "bench" });
  const M = 40_000;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: window }, async () => {
      for (let i = 0; i < M / window; i++) await link.request("submit_sm", body);
    }),
  );
  say(
    `submit_sm and answer over loopback, window ${window}`,
    Math.round(M / ((performance.now() - began) / 1000)),
  );
  await link.unbind();
}
await smsc[Symbol.asyncDispose]();
