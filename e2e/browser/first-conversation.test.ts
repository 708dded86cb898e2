import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filesOf } from "./support/data-folder.ts";
import { marked } from "./support/marked.ts";
import { findTexts } from "./support/needles.ts";
import type { Person } from "./support/person.ts";
import { DESKTOP, PHONE, Stage } from "./support/stage.ts";
import { ticksSeen } from "./support/tick-history.ts";

const LIMIT_MS = 60_000;
const aliceName = marked("Alice");
const bobName = marked("Bob");
const hello = marked("Hello, is this really private?");
const answer = marked("Not even the server can read it");
const later = [marked("First of three"), marked("Second of three"), marked("Third of three")];
const queued = marked("Written on the train, offline");
const draft = marked("Half a thought");
const secrets = [aliceName, bobName, hello, answer, ...later, queued, draft].map(({ mark }) => mark);

let stage: Stage;
let alice: Person;
let bob: Person;

beforeAll(async () => {
  stage = await Stage.set();
  [alice, bob] = await Promise.all([
    stage.person({ name: aliceName.text, number: "+447700900101" }, { viewport: PHONE, hasTouch: true }),
    stage.person({ name: bobName.text, number: "+447700900102" }, { viewport: DESKTOP }),
  ]);
}, LIMIT_MS);

afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});

describe("two people, two numbers, one encrypted chat", () => {
  test(
    "both sign up with the code on their handset",
    async () => {
      await Promise.all([alice.signUp(stage.handsets), bob.signUp(stage.handsets)]);
    },
    LIMIT_MS,
  );

  test(
    "they write to each other, and ticks go from sent over delivered to read",
    async () => {
      await alice.startChat(bob.number);
      await alice.write(hello.text);
      await bob.page.getByRole("link", { name: hello.text }).waitFor();
      await alice.hasTick(hello.text, "delivered");
      await bob.openChat(aliceName.text);
      await bob.message(hello.text).waitFor();
      await alice.hasTick(hello.text, "read");

      await bob.composer.pressSequentially(answer.text.slice(0, 8));
      await alice.page.getByLabel(/ is typing$/).waitFor();
      await bob.write(answer.text);
      await alice.message(answer.text).waitFor();
      await bob.hasTick(answer.text, "read");
      const order = ["waiting to be sent", "sent", "delivered", "read"];
      const inOrder = (ticks: readonly string[]) => order.filter((tick) => ticks.includes(tick));
      for (const [person, { text }] of [
        [alice, hello],
        [bob, answer],
      ] as const) {
        const seen = await ticksSeen(person.page, text);
        expect(seen).toEqual(inOrder(seen));
        expect(seen.at(-1)).toBe("read");
      }
    },
    LIMIT_MS,
  );

  test(
    "both see the same safety number",
    async () => {
      const [hers, his] = await Promise.all([alice.safetyNumber(), bob.safetyNumber()]);
      expect(hers).toMatch(/^\d{60}$/);
      expect(hers).toBe(his);
      await alice.page.goBack();
      await alice.composer.waitFor();
    },
    LIMIT_MS,
  );

  test(
    "what is sent to somebody offline arrives once, in order, when they are back",
    async () => {
      await bob.goOffline();
      await bob.page
        .getByText(/^(No connection|Offline)\b/)
        .filter({ visible: true })
        .waitFor();
      await alice.write(...later.map(({ text }) => text));
      for (const { text } of later) await alice.hasTick(text, "sent");
      await bob.write(queued.text);
      await bob.hasTick(queued.text, "waiting to be sent");
      await Bun.sleep(500);
      for (const { text, mark } of later) {
        await alice.hasTick(text, "sent");
        expect(await bob.labels(mark)).toEqual([]);
      }

      await bob.goOnline();
      for (const { text } of later) await alice.hasTick(text, "read");
      await alice.message(queued.text).waitFor();
      await bob.hasTick(queued.text, "read");
      const shown = await bob.labels("of three");
      expect(shown.map((label) => label.replace(/, \d\d:\d\d$/, ""))).toEqual(
        later.map(({ text }) => `${aliceName.text}: ${text}`),
      );
    },
    LIMIT_MS,
  );

  test(
    "a reload keeps everything, and so does one with no network",
    async () => {
      const all = [hello, answer, ...later, queued];
      await bob.composer.fill(draft.text);
      // A draft is kept once the writer pauses.
      await Bun.sleep(1000);
      await bob.page.evaluate(() => navigator.serviceWorker.ready);
      const before = await bob.labels("");
      await bob.page.reload();
      for (const { text } of all) await bob.message(text).waitFor();
      await bob.hasDraft(draft.text);

      await bob.goOffline();
      await bob.page.reload();
      for (const { text, mark } of all) {
        await bob.message(text).waitFor();
        expect(await bob.labels(mark)).toHaveLength(1);
      }
      expect(await bob.labels("")).toEqual(before);
      await bob.page.getByRole("searchbox", { name: "Search", exact: true }).fill(later[1]?.mark ?? "");
      await bob.page.getByText("Second of three").first().waitFor();
      await bob.page.getByRole("button", { name: "Clear search" }).click();
      await bob.goOnline();
      await alice.page.reload();
      for (const { text } of all) await alice.message(text).waitFor();
      await alice.hasTick(later[2]?.text ?? "", "read");
    },
    LIMIT_MS,
  );

  test(
    "a second tab waits, and takes over when asked",
    async () => {
      const first = alice.page;
      const second = await alice.context.newPage();
      await second.goto(stage.server.url);
      await second.getByRole("heading", { name: "Culver is open in another tab" }).waitFor();
      expect(await alice.composer.isVisible()).toBe(true);
      await second.getByRole("button", { name: "Use it here" }).click();
      await second.getByRole("link", { name: queued.text }).waitFor();
      await first.getByRole("heading", { name: "Culver is open in another tab" }).waitFor();
      alice.page = second;
      await alice.openChat(bobName.text);
      await alice.message(queued.text).waitFor();
    },
    LIMIT_MS,
  );
});

describe("what the server has and what travels", () => {
  test(
    "no text and no name can be found in them",
    async () => {
      const files = filesOf(stage.server.data);
      expect(files.length).toBeGreaterThan(0);
      for (const { path, bytes } of files) expect(findTexts(secrets, path, bytes)).toEqual([]);
      for (const person of [alice, bob]) {
        expect(person.traffic.frames).toBeGreaterThan(20);
        expect(findTexts(secrets, `the traffic of ${person.number}`, await person.traffic.bytes())).toEqual(
          [],
        );
      }
    },
    LIMIT_MS,
  );

  test(
    "the search would find them",
    async () => {
      const { mark } = hello;
      const bytes = Buffer.from(`{"body":"${mark}"}`);
      const forms = ["", "a", "ab"].map((before) =>
        Buffer.from(Buffer.from(before + mark + before).toString("base64")),
      );
      for (const hiding of [bytes, Buffer.from(bytes.toString(), "utf16le"), ...forms])
        expect(
          findTexts([mark], "a planted text", Buffer.concat([Buffer.alloc(999, 7), hiding])),
        ).not.toEqual([]);

      const copy = await mkdtemp(join(tmpdir(), "culver-copy-"));
      try {
        await cp(stage.server.data, copy, { recursive: true });
        await writeFile(join(copy, "planted"), forms[1] ?? "");
        const found = filesOf(copy).flatMap(({ path, bytes }) => findTexts(secrets, path, bytes));
        expect(found).toHaveLength(1);
      } finally {
        await rm(copy, { recursive: true, force: true });
      }
      // The server does know whose number is whose, and the pages do send theirs.
      const held = filesOf(stage.server.data).flatMap(({ path, bytes }) =>
        findTexts([bob.number], path, bytes),
      );
      expect(held).not.toEqual([]);
      expect(findTexts([bob.number], "traffic", await bob.traffic.bytes())).not.toEqual([]);
    },
    LIMIT_MS,
  );

  test("no page met an error, broke its security policy or called another host", () => {
    const host = new URL(stage.server.url).host;
    for (const person of [alice, bob]) {
      expect(person.faults.all).toEqual([]);
      expect([...person.traffic.origins]).toEqual([host]);
    }
  });
});
