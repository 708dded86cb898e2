import { type AddressInfo, createServer, type Socket } from "node:net";
import type { Body } from "../../src/smpp/bodies.ts";
import { type Command, type Request, responseTo } from "../../src/smpp/command-ids.ts";
import { FrameSplitter } from "../../src/smpp/frames.ts";
import { type AnyPdu, decodePdu, encodePdu } from "../../src/smpp/pdu.ts";
import type { Tlvs } from "../../src/smpp/tlvs.ts";

/** One connection to the unruly SMSC. */
export class UnrulyPeer {
  /** All that came, in order. */
  readonly pdus: AnyPdu[] = [];
  /** The first connection is 1. */
  readonly nth: number;
  readonly socket: Socket;
  #sequence = 1_000;

  constructor(socket: Socket, nth: number) {
    this.socket = socket;
    this.nth = nth;
  }

  /** Answers a request; a status other than 0 goes without a body. */
  answer(pdu: AnyPdu, body: object = {}, status = 0, sequence = pdu.sequence, tlvs: Tlvs = {}): void {
    const command = responseTo(pdu.command);
    if (!command) return;
    this.raw(encodePdu({ command, sequence, status, ...(status === 0 ? { body, tlvs } : {}) }));
  }

  /** Sends a request; its answer will be in `pdus`. */
  send<C extends Command>(command: C, body: Partial<Body<C>> = {}, tlvs: Tlvs = {}): number {
    const sequence = ++this.#sequence;
    this.raw(encodePdu({ command, sequence, body, tlvs }));
    return sequence;
  }

  raw(octets: Uint8Array): void {
    if (this.socket.writable) this.socket.write(octets);
  }

  /** What came of one kind. */
  of<C extends Command>(command: C): Extract<AnyPdu, { command: C }>[] {
    return this.pdus.filter((pdu): pdu is Extract<AnyPdu, { command: C }> => pdu.command === command);
  }

  /** What answered the request of that sequence number. */
  answerTo(sequence: number): AnyPdu | undefined {
    return this.pdus.find(
      (pdu) => pdu.sequence === sequence && (pdu.command.endsWith("_resp") || pdu.command === "generic_nack"),
    );
  }
}

type Behaviour = Partial<Record<Request, (pdu: AnyPdu, peer: UnrulyPeer) => void>>;

/** An SMSC over TCP that answers everything rightly but what `behaviour` overrides. */
export async function unrulySmsc(behaviour: Behaviour = {}) {
  const peers: UnrulyPeer[] = [];
  let messages = 0;
  const usual: Behaviour = {
    submit_sm: (pdu, peer) => peer.answer(pdu, { messageId: `m${++messages}` }),
    unbind: (pdu, peer) => {
      peer.answer(pdu);
      peer.socket.end();
    },
  };
  const server = createServer((socket) => {
    const peer = new UnrulyPeer(socket, peers.length + 1);
    peers.push(peer);
    const frames = new FrameSplitter();
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      for (const frame of frames.push(chunk as Buffer)) {
        if (frame.kind !== "pdu") continue;
        const pdu = decodePdu(frame.octets);
        peer.pdus.push(pdu);
        const command = pdu.command as Request;
        const act = behaviour[command] ?? usual[command] ?? (() => peer.answer(pdu));
        act(pdu, peer);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    peers,
    url: (query = "") => `smpp://culver:secret@127.0.0.1:${port}${query}`,
    [Symbol.asyncDispose]: async () => {
      for (const { socket } of peers) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
