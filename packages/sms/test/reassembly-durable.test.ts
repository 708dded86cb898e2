import { expect, test } from "bun:test";
import { forEachEngine } from "@culver/testing/engines";
import { openSmsGateway, type SmsIncoming } from "../src/index.ts";
import { segmentText } from "../src/text/index.ts";
import { unrulySmsc } from "./support/unruly-smsc.ts";
import { until } from "./support.ts";

const FROM = { sourceAddrTon: 1, sourceAddr: "447700900123", destinationAddr: "60777" };

forEachEngine("parts of long messages in the gateway's database", (open) => {
  test("each is answered as it comes; a restart between them loses none", async () => {
    const { database } = await open();
    await using smsc = await unrulySmsc();
    const secret = new Uint8Array(32).fill(7);
    const text = "Привет 😀 ".repeat(20);
    const segments = segmentText(text, 9);
    expect(segments).toHaveLength(3);
    const incoming: SmsIncoming[] = [];
    for (const { octets, dataCoding } of segments.toReversed()) {
      const gateway = await openSmsGateway({ database, routes: smsc.url(), secret });
      gateway.onIncoming((message) => void incoming.push(message));
      await gateway.ready();
      const peer = smsc.peers.at(-1);
      const body = { ...FROM, esmClass: 0x40, dataCoding, shortMessage: octets };
      const sequence = peer?.send("deliver_sm", body) ?? 0;
      await until(() => peer?.answerTo(sequence) !== undefined);
      expect(peer?.answerTo(sequence)?.status).toBe(0);
      const rows = await database.query<{ part: Uint8Array }>("SELECT part FROM sms_parts");
      for (const { part } of rows) expect(Buffer.from(part).toString("latin1")).not.toContain("447700900123");
      await gateway[Symbol.asyncDispose]();
    }
    expect(incoming.map(({ from, body }) => [from, body])).toEqual([
      ["+447700900123", { kind: "text", text }],
    ]);
    expect(await database.query("SELECT part FROM sms_parts")).toEqual([]);
  });
});
