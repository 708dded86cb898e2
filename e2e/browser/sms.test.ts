import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { basename } from "node:path";
import { textsReceived } from "../src/support/handset-messages.ts";
import { filesOf } from "./support/data-folder.ts";
import { Faults } from "./support/faults.ts";
import { marked } from "./support/marked.ts";
import { findTexts } from "./support/needles.ts";
import type { Person } from "./support/person.ts";
import { DESKTOP, Stage } from "./support/stage.ts";

const LIMIT_MS = 60_000;
const PHONE = "+447700900151";
const PHONE_SHOWN = "+44 7700 900151";
/** One number alone to write from, so that a second person finds none for the same phone. */
const POOL = "+447700900980";

const hello = marked("Hello, here is Alice, by SMS");
const answer = marked("Hello Alice, who is there?");
const later = marked("And one more while you are away");
/** A family, a skin tone, a flag, a keycap and right-to-left words; several SMS as Unicode, none of which may end inside a cluster. */
const long = marked(
  `${"👨‍👩‍👧‍👦 👋🏽 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇩🇪 3️⃣ שלום עולם"} ${"👩🏾‍🚀".repeat(20)} the ridge walk, then lunch at the hut`,
);
const afterStart = marked("Thanks for coming back");
const refused = marked("From somebody else");
const encrypted = marked("Now only you can read this");
const secrets = [hello, answer, later, long, afterStart, refused, encrypted].map(({ mark }) => mark);

let stage: Stage;
let alice: Person;
let carol: Person;

beforeAll(async () => {
  stage = await Stage.set({ env: { CULVER_SMS_POOL: POOL, CULVER_LOG_LEVEL: "debug" }, keepsOutput: true });
  [alice, carol] = await Promise.all([
    stage.person({ name: "Alice", number: "+447700900111" }, { viewport: DESKTOP }),
    stage.person({ name: "Carol", number: "+447700900113" }, { viewport: DESKTOP }),
  ]);
  await Promise.all([alice.signUp(stage.handsets), carol.signUp(stage.handsets)]);
}, LIMIT_MS);

afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});

/** Texts that this phone got, but for codes. */
const onPhone = () => textsReceived(stage.server.url, PHONE);
const confirmations = async (words: string) => (await onPhone()).filter(({ text }) => text.includes(words));

describe("a person and a phone without an account", () => {
  test(
    "a text goes out as SMS, from a number of the pool, and its receipt becomes a tick",
    async () => {
      await alice.startSms(PHONE);
      const composer = alice.page.locator("[data-sms-strip]");
      await composer.getByText("SMS, not encrypted").waitFor();
      expect(await alice.composer.count()).toBe(0);
      await alice.smsComposer.fill(hello.text);
      await composer.getByText(`${hello.text.length} / 160 · 1 SMS`).waitFor();
      await alice.writeSms(hello.text);
      await stage.handsets.texts(PHONE, hello.text).getByText("From +44 7700 900980").waitFor();
      await alice.hasTick(hello.text, "delivered");
      expect(await onPhone()).toMatchObject([{ from: POOL, text: hello.text, parts: 1 }]);
    },
    LIMIT_MS,
  );

  test(
    "the answer is in the same chat, marked SMS and counted as unread while one is elsewhere",
    async () => {
      await stage.handsets.answer(PHONE, answer.text);
      await alice.message(answer.text).waitFor();
      const row = alice.page.getByRole("link", { name: PHONE_SHOWN });
      await row.filter({ hasNotText: "unread" }).waitFor();
      await alice.page.keyboard.press("Escape");
      await alice.smsComposer.waitFor({ state: "detached" });
      await stage.handsets.answer(PHONE, later.text);
      await row.filter({ hasText: later.text }).filter({ hasText: "1 unread message" }).waitFor();
      expect(await row.count()).toBe(1);
      await row.getByText("SMS", { exact: true }).waitFor();
      await row.click();
      await alice.message(later.text).waitFor();
    },
    LIMIT_MS,
  );

  test(
    "a long text with emoji arrives whole, as one message with one status, in as many SMS as was said",
    async () => {
      await alice.smsComposer.fill(long.text);
      const count = (await alice.page.locator("[data-sms-count]").textContent()) ?? "";
      const segments = Number(/· (\d+) SMS/.exec(count)?.[1]);
      expect(segments).toBeGreaterThan(2);
      await alice.writeSms(long.text);
      await stage.handsets.texts(PHONE, long.mark).waitFor();
      await alice.hasTick(long.text, "delivered");
      expect(await alice.labels(long.mark)).toHaveLength(1);
      const received = (await onPhone()).filter(({ text }) => text.includes(long.mark));
      expect(received).toMatchObject([{ from: POOL, text: long.text, parts: segments }]);
      expect(await stage.handsets.texts(PHONE, long.mark).locator(".text").textContent()).toBe(long.text);
    },
    LIMIT_MS,
  );

  test(
    "with every number in use for this phone, the next person is told so and nothing is sent",
    async () => {
      await carol.startSms(PHONE);
      await carol.writeSms(refused.text);
      await carol.hasTick(refused.text, "not sent");
      await carol.page
        .getByText("Every number this server writes from already speaks to this phone")
        .waitFor();
      expect((await onPhone()).filter(({ from }) => from !== POOL)).toEqual([]);
      expect(await onPhone()).toHaveLength(2);
    },
    LIMIT_MS,
  );

  test(
    "STOP is confirmed once and closes the chat until START",
    async () => {
      const { page } = alice;
      await stage.handsets.answer(PHONE, "STOP");
      await page.getByText("This phone has answered STOP. It gets nothing more from here.").waitFor();
      await page.getByText("This phone wants no more SMS").waitFor();
      await page.getByText("Only a text with START from that phone to +44").waitFor();
      expect(await alice.smsComposer.count()).toBe(0);
      expect(await page.getByRole("button", { name: "Send as SMS" }).count()).toBe(0);
      await page.reload();
      await page.getByText("This phone wants no more SMS").waitFor();
      await stage.handsets.answer(PHONE, "STOP", 2);
      await stage.handsets.answer(PHONE, "START");
      await page.getByText("This phone has answered START. You can write to it again.").waitFor();
      await alice.writeSms(afterStart.text);
      await alice.hasTick(afterStart.text, "delivered");
      expect(await confirmations("no more texts from this number")).toHaveLength(1);
      expect(await confirmations("texts from this number again")).toHaveLength(1);
    },
    LIMIT_MS,
  );

  test(
    "when the phone's owner joins, the chat leads to an encrypted one and sends no more SMS",
    async () => {
      const bob = await stage.person({ name: "Bob", number: PHONE }, { viewport: DESKTOP });
      await bob.signUp(stage.handsets);
      await alice.page.reload();
      await alice.page.getByText("is on Culver now.").first().waitFor();
      const before = (await onPhone()).length;
      await alice.page.getByRole("button", { name: "Continue encrypted" }).click();
      await alice.composer.waitFor();
      expect(await alice.smsComposer.count()).toBe(0);
      await alice.write(encrypted.text);
      await bob.page.getByRole("link", { name: encrypted.text }).waitFor();
      await alice.hasTick(encrypted.text, "delivered");
      expect(await onPhone()).toHaveLength(before);
      expect(bob.faults.all).toEqual([]);
    },
    LIMIT_MS,
  );
});

describe("what the server keeps of it", () => {
  test(
    "no text is in its files or its log once a carrier has said what became of it",
    async () => {
      const files = filesOf(stage.server.data);
      expect(files.map(({ path }) => basename(path))).toContain("sms.db");
      for (const { path, bytes } of files) expect(findTexts(secrets, path, bytes)).toEqual([]);
      // It does know who has which number.
      expect(files.flatMap(({ path, bytes }) => findTexts([alice.number], path, bytes))).not.toEqual([]);
      expect(stage.server.said.length).toBeGreaterThan(0);
      expect(findTexts(secrets, "the log", stage.server.said)).toEqual([]);
    },
    LIMIT_MS,
  );

  test("the search would find it", () => {
    const { text, mark } = long;
    const forms = [Buffer.from(text), Buffer.from(text, "utf16le"), Buffer.from(text, "utf16le").swap16()];
    for (const bytes of [...forms, ...forms.map((form) => Buffer.from(form.toString("base64")))])
      expect(findTexts([mark], "a planted text", Buffer.concat([Buffer.alloc(999, 7), bytes]))).not.toEqual(
        [],
      );
  });

  test(
    "the operator sees the carrier, and no page met an error",
    async () => {
      const context = await stage.browser.newContext();
      const page = await context.newPage();
      const faults = new Faults(context);
      await page.goto(`${stage.server.url}/operator/sms`);
      const carriers = page.getByRole("region", { name: "Carriers" });
      await carriers.getByText("In service").waitFor();
      await carriers.getByRole("heading", { name: "@127.0.0.1:" }).waitFor();
      await carriers.getByRole("row", { name: "transceiver Bound" }).waitFor();
      for (const person of [alice, carol]) expect(person.faults.all).toEqual([]);
      expect(faults.all).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );
});
