import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { culver } from "../src/support/culver.ts";
import { type PhoneWorld, POOL, startPhoneWorld } from "./phones.ts";

const folder = mkdtempSync(join(tmpdir(), "culver-terminal-sms-"));
const people = { alice: "+447700900501", bob: "+447700900502" } as const;
const phone = "+447700900551";
type Person = keyof typeof people;
let world: PhoneWorld;

const device = (person: Person, command: string, ...args: string[]) =>
  culver("device", command, ...args, "--store", join(folder, person), "--server", world.url);

beforeAll(async () => {
  world = await startPhoneWorld();
  for (const person of ["alice", "bob"] as const) {
    await device(person, "register", "--number", people[person]);
    const verified = await device(person, "verify", await world.code(people[person]), "--name", person);
    expect(verified).toMatchObject({ code: 0 });
  }
}, 60_000);

afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});

test("SMS only when it is asked for, and only to who is not on Culver; answers are told apart", async () => {
  const silent = await device("alice", "send", phone, "not without the flag");
  expect(silent).toMatchObject({ code: 1, events: [{ event: "error", code: "not_on_culver" }] });
  expect(String(silent.events[0]?.message)).toContain("--sms");
  const needless = await device("alice", "send", people.bob, "encrypted instead", "--sms");
  expect(needless).toMatchObject({ code: 1, events: [{ event: "error", code: "on_culver" }] });
  const sent = await device("alice", "send", "--sms", phone, "Hello from the terminal");
  expect(sent).toMatchObject({ code: 0, events: [{ event: "sent", channel: "sms", to: phone }] });
  expect((await world.handset(phone)).map(({ text }) => text)).toContain("Hello from the terminal");
  await world.write(phone, POOL[0] ?? "", "Hello back");
  const heard = await device("alice", "listen", "--count", "1", "--timeout", "20");
  expect(heard).toMatchObject({
    code: 0,
    events: [{ event: "message", channel: "sms", from: phone, account: null, text: "Hello back" }],
  });
}, 60_000);

test("encrypted SMS from the sandbox's listing, with nothing going over the network", async () => {
  expect(await device("bob", "send", people.alice, "I am away soon")).toMatchObject({ code: 0 });
  expect(await device("bob", "wake")).toMatchObject({
    code: 0,
    events: [{ event: "wake", after_minutes: 0 }],
  });
  expect(await device("bob", "wake", "--after", "5")).toMatchObject({
    code: 0,
    events: [{ event: "wake", after_minutes: 5 }],
  });
  await device("alice", "listen", "--count", "1", "--timeout", "20");
  expect(await device("alice", "send", people.bob, "for your pocket")).toMatchObject({ code: 0 });
  world.pass(301_000);
  const data = async () => (await world.handset(people.bob)).filter((message) => message.data !== undefined);
  const end = Date.now() + 10_000;
  while ((await data()).length === 0 && Date.now() < end) await Bun.sleep(20);
  const file = join(folder, "messages.json");
  writeFileSync(file, JSON.stringify({ number: people.bob, messages: await world.handset(people.bob) }));
  const offline = await culver(
    ...["device", "sms", file, "--store", join(folder, "bob"), "--server", "http://127.0.0.1:9"],
  );
  expect(offline).toMatchObject({
    code: 0,
    events: [
      { event: "message", channel: "culver", text: "for your pocket" },
      { event: "taken", messages: 1, refused: 0 },
    ],
  });
  const again = await device("bob", "sms", file);
  expect(again).toMatchObject({ code: 0, events: [{ event: "taken", messages: 1 }] });
  expect(await device("bob", "listen", "--count", "1", "--timeout", "2")).toMatchObject({
    code: 1,
    events: [{ event: "error", code: "timeout" }],
  });
  expect(await device("bob", "wake", "off")).toMatchObject({ events: [{ after_minutes: 0 }] });

  const foreign = join(folder, "foreign.jsonl");
  writeFileSync(foreign, '{"from":"+447700900551","userData":"0605040b8423f0aa"}\n');
  expect(await device("bob", "sms", foreign)).toMatchObject({
    code: 1,
    events: [
      { event: "error", code: "not_encrypted_sms" },
      { event: "taken", refused: 1 },
    ],
  });
  writeFileSync(foreign, "what is this\n");
  expect((await device("bob", "sms", foreign)).code).toBe(2);
  expect((await device("bob", "wake", "--after", "2000")).code).toBe(2);
}, 60_000);
