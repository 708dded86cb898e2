import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { culver } from "../src/support/culver.ts";
import { freePort } from "../src/support/free-port.ts";
import { waitForCode } from "../src/support/sandbox-codes.ts";
import { ServerProcess } from "../src/support/server-process.ts";

const folder = mkdtempSync(join(tmpdir(), "culver-terminal-"));
const server = new ServerProcess({ port: freePort(), data: join(folder, "server") });
const people = { alice: "+447700900301", bob: "+447700900302" } as const;
type Person = keyof typeof people;

const device = (person: Person, command: string, ...args: string[]) =>
  culver("device", command, ...args, "--store", join(folder, person), "--server", server.url);

async function signUp(person: Person): Promise<void> {
  const asked = await device(person, "register", "--number", people[person]);
  expect(asked).toMatchObject({ code: 0, events: [{ event: "code_sent", number: people[person] }] });
  const verified = await device(
    person,
    "verify",
    await waitForCode(server.url, people[person]),
    "--name",
    person,
  );
  expect(verified).toMatchObject({ code: 0, events: [{ event: "registered", number: people[person] }] });
}

beforeAll(async () => {
  await server.start();
  await signUp("alice");
  await signUp("bob");
}, 60_000);

afterAll(async () => {
  await server.kill("SIGTERM");
  rmSync(folder, { recursive: true });
});

describe("the terminal client", () => {
  test("sends, and the other side prints what came while it was away", async () => {
    expect(await device("alice", "send", people.bob, "Hello Bob 👋")).toMatchObject({
      code: 0,
      events: [{ event: "sent" }],
    });
    expect(await device("alice", "send", people.bob, "--", "--second")).toMatchObject({ code: 2 });
    expect(await device("alice", "send", people.bob, "second")).toMatchObject({ code: 0 });
    const heard = await device("bob", "listen", "--count", "2", "--timeout", "20");
    expect(heard).toMatchObject({
      code: 0,
      events: [
        { event: "message", from: people.alice, text: "Hello Bob 👋" },
        { event: "message", from: people.alice, text: "second" },
      ],
    });
  }, 60_000);

  test("what was printed is not printed again; nothing in time is exit code 1", async () => {
    const heard = await device("bob", "listen", "--count", "1", "--timeout", "2");
    expect(heard).toMatchObject({ code: 1, events: [{ event: "error", code: "timeout" }] });
  }, 30_000);

  test("prints messages as they come", async () => {
    const listening = device("alice", "listen", "--count", "1", "--timeout", "20");
    await Bun.sleep(500);
    expect((await device("bob", "send", people.alice, "live")).code).toBe(0);
    expect(await listening).toMatchObject({
      code: 0,
      events: [{ event: "message", from: people.bob, text: "live" }],
    });
  }, 30_000);

  test("knows its contacts, and whom it cannot reach", async () => {
    expect((await device("bob", "contacts")).events).toMatchObject([
      { event: "contact", number: people.alice, name: "alice" },
    ]);
    const nobody = await device("bob", "send", "+447700900399", "anybody?");
    expect(nobody).toMatchObject({ code: 1, events: [{ event: "error", code: "not_on_culver" }] });
  }, 30_000);

  test("a store is one device's and readable by its owner alone", async () => {
    expect(statSync(join(folder, "alice", "device.db")).mode & 0o077).toBe(0);
    let isOver = false;
    const listening = device("alice", "listen", "--count", "1", "--timeout", "4").finally(() => {
      isOver = true;
    });
    let second = await device("alice", "contacts");
    while (second.code === 0 && !isOver) second = await device("alice", "contacts");
    const first = await listening;
    // Whichever came second was refused.
    const refused = [first, second].filter(({ events }) => events[0]?.code === "device_busy");
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ code: 1, events: [{ event: "error", code: "device_busy" }] });
  }, 30_000);

  test("wrong use is told apart from failure", async () => {
    expect((await culver("device", "send", "--store", folder)).code).toBe(2);
    expect(await device("alice", "verify", "000000")).toMatchObject({
      code: 1,
      events: [{ code: "no_registration" }],
    });
    const badNumber = await culver(
      "device",
      "register",
      "--number",
      "12",
      "--store",
      join(folder, "c"),
      "--server",
      server.url,
    );
    expect(badNumber).toMatchObject({ code: 1, events: [{ event: "error", code: "invalid_number" }] });
  }, 30_000);
});
