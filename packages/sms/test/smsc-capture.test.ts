import { describe, expect, test } from "bun:test";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase } from "@culver/testing/engines";
import { createPduCapture } from "../src/capture/pdu-capture.ts";
import { decodeCapture, readCapture, replayCapture } from "../src/capture/replay.ts";
import { formatReceipt, openSmsGateway } from "../src/index.ts";
import { encodeText } from "../src/text/index.ts";
import { message } from "./gateway-support.ts";
import { smscForTests, until } from "./support.ts";

const secrets = ["447700900123", "447700900555", "hunter2", "secret", "Meet me", "\0M\0e\0e\0t"];

/** Records a gateway's whole conversation with a carrier: bind, two texts, a receipt, an answer, unbind. */
async function recorded(content: boolean, file?: string) {
  await using capture = createPduCapture({ content, ring: 100, ...(file ? { file } : {}) });
  const { server, route } = await smscForTests({ onPdu: capture.onPdu });
  {
    await using _ = server;
    await using db = await createTestDatabase("sqlite");
    await using gateway = await openSmsGateway({ database: db.database, routes: route });
    let sent = 0;
    gateway.onStatus(() => void sent++);
    for (const text of ["Meet me at 8", "Meet me ж".repeat(20)]) {
      const before = sent;
      await gateway.send(message({ from: "+447700900555", body: { kind: "text", text } }));
      await until(() => sent > before);
    }
    gateway.onIncoming(() => undefined);
    const phone = {
      sourceAddrTon: 1,
      sourceAddr: "447700900123",
      destAddrTon: 1,
      destinationAddr: "447700900555",
    };
    const [session] = server.sessions;
    await session?.deliver({ ...phone, shortMessage: encodeText("Meet me", "gsm7") });
    const receipt = `${formatReceipt({ messageId: "m1", state: "delivered" })}Meet me`;
    await session?.deliver(
      { ...phone, esmClass: 4, shortMessage: encodeText(receipt, "gsm7") },
      { receiptedMessageId: "m1" },
    );
  }
  return capture.entries();
}

describe("a capture of PDUs", () => {
  test("masks numbers, texts and passwords, and keeps all else: commands, lengths, headers, ids", async () => {
    const entries = await recorded(false);
    const all = Buffer.concat(entries.map(({ octets }) => octets)).toString("latin1");
    for (const secret of secrets) expect(all).not.toContain(secret);
    const pdus = [...decodeCapture(entries)].map((entry) => ("pdu" in entry ? entry.pdu : undefined));
    const named = (command: string) => pdus.filter((pdu) => pdu?.command === command);
    expect(named("submit_sm").length).toBeGreaterThan(2);
    const [first, second] = named("submit_sm");
    if (first?.command !== "submit_sm" || second?.command !== "submit_sm") throw new Error("no submit_sm");
    expect(first.body.shortMessage).toHaveLength("Meet me at 8".length);
    // The same number is the same pseudonym.
    expect(first.body.destinationAddr).toBe(second.body.destinationAddr);
    expect(first.body.destinationAddr).toHaveLength(12);
    expect(second.body.shortMessage.subarray(0, 3)).toEqual(new Uint8Array([5, 0, 3]));
    const receipt = named("deliver_sm").find((pdu) => pdu?.tlvs.receiptedMessageId === "m1");
    if (receipt?.command !== "deliver_sm") throw new Error("no receipt");
    expect(Buffer.from(receipt.body.shortMessage).toString()).toMatch(
      /^id:m1 .*stat:DELIVRD err:000 text:x{7}$/,
    );
  });

  test("holds everything where the operator asks for content", async () => {
    const all = Buffer.concat((await recorded(true)).map(({ octets }) => octets)).toString("latin1");
    for (const secret of ["447700900123", "secret", "Meet me", "\0M\0e\0e\0t"]) expect(all).toContain(secret);
  });

  test("what cannot be read keeps its header only; the ring keeps the newest", () => {
    const capture = createPduCapture({ ring: 2 });
    const odd = Buffer.alloc(30, 0x41);
    for (const sequence of [1, 2, 3]) {
      odd.writeUInt32BE(sequence, 12);
      capture.onPdu("in", odd);
    }
    expect(capture.entries().map(({ octets }) => [octets.length, octets[15]])).toEqual([
      [16, 2],
      [16, 3],
    ]);
  });

  test("a file is read again and played to a server, which does the same", async () => {
    const home = await mkdtemp(join(tmpdir(), "culver-capture-"));
    try {
      const file = join(home, "carrier.capture");
      const entries = await recorded(true, file);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      const read = [...readCapture(`# a note\n\n${await readFile(file, "utf8")}`)];
      expect(read).toEqual([...entries]);
      const { server, submitted } = await smscForTests();
      await using _ = server;
      const socket = connect(server.port, "127.0.0.1");
      const requests = read.filter(({ octets }) => (octets[4] ?? 0) < 0x80);
      // Each waits for the answer before: a bind must be answered first.
      const sent = await replayCapture(requests, async (octets) => {
        const answered = new Promise((resolve) => socket.once("data", resolve));
        socket.write(octets);
        await answered;
      });
      expect(sent).toBeGreaterThan(3);
      // All but bind and unbind.
      expect(submitted).toHaveLength(sent - 2);
      socket.destroy();
    } finally {
      await rm(home, { recursive: true });
    }
  });

  test("a line that is none is refused, a file that cannot be written is given up", async () => {
    for (const line of [
      "nonsense",
      "2026-11-21T11:00:00.000Z 1 in 0011",
      "yesterday 1 in 00".padEnd(60, "0"),
    ])
      expect(() => [...readCapture(line)]).toThrow("no line of a capture");
    await using capture = createPduCapture({ file: "/nonexistent/folder/capture" });
    capture.onPdu("out", Buffer.alloc(16));
    await until(() => capture.problem !== undefined);
    expect(capture.entries()).toHaveLength(1);
  });
});
