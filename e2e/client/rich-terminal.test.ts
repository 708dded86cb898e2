import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { culver } from "../src/support/culver.ts";
import { chatWith, signUp, until } from "./people.ts";
import { startWorld, type World } from "./world.ts";

const folder = mkdtempSync(join(tmpdir(), "culver-terminal-rich-"));
const ada = "+447700900881";
let world: World;

const device = (command: string, ...args: string[]) =>
  culver("device", command, ...args, "--store", join(folder, "ada"), "--server", world.url);

beforeAll(async () => {
  world = await startWorld();
  await device("register", "--number", ada);
  expect(await device("verify", await world.code(ada), "--name", "Ada")).toMatchObject({ code: 0 });
}, 60_000);

afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});

test("what is no text is printed with what it holds, and a question can be answered", async () => {
  const shop = await signUp(world, "+447700900882", "Shop");
  const chat = await chatWith(shop, ada);
  const choice = { id: "tea", title: "Tea" };
  const link = { kind: "url", title: "Menu", url: "https://example.org/" } as const;
  const place = { latitude: 52.52, longitude: 13.405, name: "The shop" };
  const asked = await shop.send(chat, {
    kind: "interactive",
    interactive: {
      header: { kind: "text", text: "Good morning" },
      text: "What would you like?",
      actions: [{ kind: "reply", choice }, link],
    },
  });
  await shop.send(chat, { kind: "place", place });
  expect(await device("listen", "--count", "2", "--timeout", "20")).toMatchObject({
    code: 0,
    events: [
      {
        event: "message",
        kind: "interactive",
        id: asked.id,
        text: "What would you like?",
        header: { kind: "text", text: "Good morning" },
        choices: [choice],
        actions: [link],
      },
      { event: "message", kind: "place", text: "The shop", place },
    ],
  });
  expect(await device("choose", asked.id, "water")).toMatchObject({
    code: 1,
    events: [{ code: "not_possible" }],
  });
  expect(await device("choose", "nothing", "tea")).toMatchObject({
    code: 1,
    events: [{ code: "unknown_message" }],
  });
  const answered = await device("choose", asked.id, "tea");
  expect(answered).toMatchObject({ code: 0, events: [{ event: "sent", reply_to: asked.id, choice: "tea" }] });
  const answer = String(answered.events[0]?.id);
  await until(async () => (await shop.message(chat, answer)) !== undefined);
  expect(await shop.message(chat, answer)).toMatchObject({
    body: { kind: "choice", choice },
    replyTo: { id: asked.id },
  });
  await shop.close();
}, 60_000);
