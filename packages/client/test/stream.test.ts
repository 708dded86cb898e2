import { describe, expect, test } from "bun:test";
import { el, generateStanzaId, iqSet, NS_PING } from "@culver/protocol";
import { Acknowledger } from "../src/stream/acknowledger.ts";
import { Requests } from "../src/stream/requests.ts";
import { forgetUnhandled, newResumption } from "../src/stream/resumption.ts";

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("stream management (XEP-0198)", () => {
  test("acknowledges after 50 stanzas at once, otherwise within 100 ms", async () => {
    let sent = 0;
    const acknowledger = new Acknowledger(() => sent++);
    for (let i = 0; i < 49; i++) acknowledger.handled();
    expect(sent).toBe(0);
    acknowledger.handled();
    expect(sent).toBe(1);
    acknowledger.handled();
    await wait(150);
    expect(sent).toBe(2);
    await wait(120);
    expect(sent).toBe(2);
  });

  test("what was not handled when the connection broke is counted anew", () => {
    const resumption = newResumption("id");
    const first = resumption.inbound.arrive();
    resumption.inbound.arrive();
    resumption.inbound.complete(first);
    const old = resumption.inbound;
    forgetUnhandled(resumption);
    expect(resumption.inbound.handled).toBe(1);
    expect(resumption.inbound.unhandled).toBe(0);
    old.complete(1);
    expect(resumption.inbound.handled).toBe(1);
  });
});

describe("iqs", () => {
  test("an answer finds who asked; without a connection they are told", async () => {
    const requests = new Requests();
    const asked = requests.ask("get", el("ping", NS_PING), (stanza) =>
      requests.answer({ ...stanza, attrs: { ...stanza.attrs, type: "result" }, content: undefined }),
    );
    expect(await asked).toBeUndefined();
    const abandoned = requests.ask("set", el("ping", NS_PING), () => undefined);
    requests.abandon();
    await expect(abandoned).rejects.toMatchObject({ name: "ConnectionLostError" });
    requests.answer(iqSet(generateStanzaId(), el("ping", NS_PING)));
  });
});
