import { expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeCapture, readCapture, SmscServer, type SmsStatus, Status } from "@culver/sms";
import { loadConfig } from "../src/config/index.ts";
import { openSmsLink } from "../src/server/sms-link.ts";

const TIMEOUT_MS = 20_000;
const PHONE = "+447700900123";
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined };

async function until(isSo: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await Bun.sleep(10);
  }
}

/** The way to phones over a carrier that accepts all and tells nothing more, as it is before the server is there. */
async function linkToCarrier(environment: Readonly<Record<string, string>> = {}) {
  await using stack = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "culver-cli-"));
  stack.defer(() => rmSync(folder, { recursive: true }));
  let submits = 0;
  const server = stack.use(
    await SmscServer.listen({
      systemId: "carrier",
      authenticate: () => Status.ESME_ROK,
      submit: () => `m${++submits}`,
    }),
  );
  const route = `smpp://carrier:secret@127.0.0.1:${server.port}`;
  const config = loadConfig(["--data", folder], { ...environment, CULVER_SMS_ROUTES: route }, "start");
  const link = stack.use(await openSmsLink(config, log));
  const { gateway, rules } = link;
  if (gateway === undefined || rules === undefined) throw new Error("no gateway");
  await gateway.ready();
  const opened = stack.move();
  return { link, gateway, rules, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

const text = (id: string, purpose: "person" | "notice") =>
  ({ id, to: PHONE, from: "Culver", body: { kind: "text", text: "hello" }, purpose }) as const;

test.each([
  ["off", false],
  ["on", true],
])("what goes over the links is captured where the operator says; content %s", async (content, isPlain) => {
  const folder = mkdtempSync(join(tmpdir(), "culver-capture-"));
  try {
    const file = join(folder, "pdus.txt");
    {
      await using opened = await linkToCarrier({
        CULVER_SMS_CAPTURE: file,
        CULVER_SMS_CAPTURE_CONTENT: content,
      });
      const { gateway } = opened;
      await gateway.send(text("captured", "person"));
      await until(() => gateway.state().counters.sent === 1, "the carrier's answer");
    }
    const entries = [...decodeCapture(readCapture(readFileSync(file, "utf8")))];
    const commands = entries.map((entry) => ("pdu" in entry ? entry.pdu.command : "unreadable"));
    expect(commands.slice(0, 4)).toEqual([
      "bind_transceiver",
      "bind_transceiver_resp",
      "submit_sm",
      "submit_sm_resp",
    ]);
    const all = Buffer.concat(entries.map(({ octets }) => octets)).toString("latin1");
    for (const word of ["447700900123", "hello", "secret"]) expect(all.includes(word)).toBe(isPlain);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("what an operator sends is held to the list of phones that said STOP", async () => {
  await using opened = await linkToCarrier();
  const { gateway, rules } = opened;
  await rules.suppressions.add({ phone: PHONE });
  await gateway.send(text("notice", "notice"));
  expect(await gateway.settled("notice")).toMatchObject({ state: "failed", code: "opted-out" });
});

test("what became of texts is kept until somebody is there to take it, and a code's sender is nobody", async () => {
  await using opened = await linkToCarrier();
  const { gateway } = opened;
  await gateway.send(text("person", "person"));
  await until(() => gateway.state().counters.sent === 1, "the carrier's answer");
  // The status is on disk, and was told to whoever was there.
  await gateway.trace("person");
  const told: SmsStatus[] = [];
  gateway.onStatus((status) => void told.push(status));
  await until(() => told.length === 1, "the status");
  expect(told).toMatchObject([{ id: "person", state: "sent" }]);
});
