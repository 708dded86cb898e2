import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { Cable } from "./support/cable.ts";
import { filesOf } from "./support/data-folder.ts";
import { Faults } from "./support/faults.ts";
import { HandsetPage } from "./support/handsets.ts";
import { marked } from "./support/marked.ts";
import { findTexts } from "./support/needles.ts";
import type { Person } from "./support/person.ts";
import { noisePicture, type Picture } from "./support/picture.ts";
import { PHONE as SMALL, Stage } from "./support/stage.ts";

const LIMIT_MS = 60_000;
/** Bob's device is offline for a minute before anything is sent; the server looks every five seconds. */
const AWAY_MS = 120_000;
const PHONE = "+447700900171";

const toPhone = noisePicture("coast.png", 160, 120);
const toCarol = noisePicture("ridge.png", 320, 200);
const linked = marked("The coast, as a link");
const shared = marked("The ridge, for you alone");
const ask = marked("Write to me as SMS when I am away");
const away = marked("The train leaves at 7:12 👋");
const secrets = [linked, shared, ask, away].map(({ mark }) => mark);

let stage: Stage;
let alice: Person;
let bob: Person;
let carol: Person;
/** The handset page in Bob's own browser: what it hands over goes to the app there. */
let bobsPhone: HandsetPage;
/** To the picture that Alice sends to a phone; the key is in the fragment. */
let link: URL;
/** The begin of the fragment: the key. */
const key = () => link.hash.slice(1, 44);

beforeAll(async () => {
  stage = await Stage.set({ keepsOutput: true, env: { CULVER_LOG_LEVEL: "debug" } });
  [alice, bob, carol] = await Promise.all([
    stage.person({ name: "Alice", number: "+447700900121" }),
    stage.person({ name: "Bob", number: "+447700900122" }),
    stage.person({ name: "Carol", number: "+447700900123" }, { viewport: SMALL, hasTouch: true }),
  ]);
  await Promise.all([alice, bob, carol].map((person) => person.signUp(stage.handsets)));
}, LIMIT_MS);

afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});

/** Saves a file by what is clicked, and reads it. */
async function saved(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent("download");
  await click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

describe("a device that is offline", () => {
  test(
    "asks for encrypted SMS, leaves, and is written to",
    async () => {
      await bob.page.getByRole("button", { name: "Settings" }).click();
      await bob.page.getByRole("link", { name: "Encrypted SMS" }).click();
      await bob.page.getByLabel("After 1 minute offline").check();
      await bob.page.goto(stage.server.url);
      await bob.startChat(alice.number);
      await bob.write(ask.text);
      await alice.openChat("Bob");
      await bob.hasTick(ask.text, "read");
      await bob.page.evaluate(() => navigator.serviceWorker.ready);
      const phone = await bob.context.newPage();
      await phone.goto(`${stage.server.url}/sandbox`);
      bobsPhone = new HandsetPage(phone);
      await bobsPhone.phone(bob.number).waitFor();
      await bob.page.close();
      await alice.write(away.text);
      await alice.hasTick(away.text, "sent");
    },
    LIMIT_MS,
  );
});

describe("a picture to a phone", () => {
  test(
    "goes as a link, and that is said",
    async () => {
      await alice.startSms(PHONE);
      await alice.sendFile(toPhone, linked.text);
      await alice.page.getByText(/The link works until/).waitFor();
      const found = stage.handsets.texts(PHONE, linked.mark).getByRole("link");
      link = new URL((await found.getAttribute("href")) ?? "");
      expect(link.origin).toBe(stage.server.url);
      expect(link.hash.length).toBeGreaterThan(80);
    },
    LIMIT_MS,
  );

  test(
    "is decrypted by the page behind the link; the server is never asked with the key",
    async () => {
      await using cable = await Cable.to(Number(link.port));
      const context = await stage.browser.newContext({ viewport: SMALL, proxy: cable.proxy });
      const faults = new Faults(context);
      const page = await context.newPage();
      await page.goto(link.href);
      const image = page.getByRole("img", { name: toPhone.name });
      await image.waitFor();
      const size = await image.evaluate((one: HTMLImageElement) => [one.naturalWidth, one.naturalHeight]);
      expect(size).toEqual([toPhone.width, toPhone.height]);
      const file = await saved(page, () => page.getByRole("link", { name: "Save" }).click());
      expect(file.name).toBe(toPhone.name);
      expect(file.bytes.equals(toPhone.buffer)).toBe(true);

      const other = new URL(link);
      other.hash = `${link.hash.slice(1, 12)}${link.hash[12] === "A" ? "B" : "A"}${link.hash.slice(13)}`;
      await page.goto("about:blank");
      await page.goto(other.href);
      await page.getByText("The link does not fit the file").waitFor();
      expect(await page.getByRole("img", { name: toPhone.name }).count()).toBe(0);

      const asked = cable.sent;
      expect(findTexts([link.pathname], "requests", asked)).not.toEqual([]);
      expect(findTexts([key(), toPhone.name], "requests", asked)).toEqual([]);
      expect(faults.all).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );
});

describe("a picture to a person", () => {
  test(
    "is shown, opened and saved as it was sent",
    async () => {
      await alice.startChat(carol.number);
      await alice.sendFile(toCarol, shared.text);
      await carol.openChat("Alice");
      const open = carol.message(shared.text).getByRole("button", { name: `Open ${toCarol.name}` });
      await open.waitFor();
      expect(await carol.message(shared.text).locator("img").count()).toBe(2);
      await open.click();
      const viewer = carol.page.getByRole("dialog", { name: "Photos and videos" });
      const image = viewer.getByRole("img", { name: toCarol.name });
      await image.waitFor();
      const size = await image.evaluate((one: HTMLImageElement) => [one.naturalWidth, one.naturalHeight]);
      expect(size).toEqual([toCarol.width, toCarol.height]);
      const save = viewer.getByRole("button", { name: "Save" });
      const file = await saved(carol.page, () => save.click());
      expect(file.name).toBe(toCarol.name);
      expect(file.bytes.equals(toCarol.buffer)).toBe(true);
      await carol.page.keyboard.press("Escape");
      await viewer.waitFor({ state: "detached" });
    },
    LIMIT_MS,
  );
});

describe("encrypted SMS", () => {
  test(
    "the phone gets it, hands it to the app that has no network, and it is shown once",
    async () => {
      const sms = bobsPhone.phone(bob.number).getByText(/^Encrypted SMS, \d part/);
      await sms.waitFor({ timeout: AWAY_MS });
      await alice.openChat("Bob");
      await alice.hasTick(away.text, "sent");
      await bob.goOffline();
      const opened = bob.context.waitForEvent("page");
      await bobsPhone.phone(bob.number).getByRole("button", { name: "Hand to the app" }).click();
      bob.page = await opened;
      await bobsPhone.phone(bob.number).getByText("The app has it.").waitFor();
      await bob.page.getByRole("link", { name: away.text }).waitFor();
      await bob.page
        .getByText(/^(No connection|Offline)\b/)
        .filter({ visible: true })
        .first()
        .waitFor();
      await bob.openChat("Alice");
      await bob.message(away.text).waitFor();

      await bob.goOnline();
      // It may be between two tries to connect.
      await bob.page.getByText("online", { exact: true }).waitFor({ timeout: LIMIT_MS });
      await alice.hasTick(away.text, "read");
      expect(await bob.labels(away.mark)).toHaveLength(1);
      await bob.page.reload();
      await bob.message(away.text).waitFor();
      expect(await bob.labels(away.mark)).toHaveLength(1);
    },
    AWAY_MS + 2 * LIMIT_MS,
  );
});

describe("what the server has", () => {
  /** Octets from the middle of a picture. */
  const inside = ({ buffer }: Picture) => buffer.subarray(buffer.length / 2, buffer.length / 2 + 24);

  test("no text, no picture, no key", () => {
    const files = filesOf(stage.server.data);
    const { said } = stage.server;
    const everything = [...files, { path: "the log", bytes: said }];
    for (const { path, bytes } of everything) {
      expect(findTexts([...secrets, key()], path, bytes)).toEqual([]);
      for (const picture of [toPhone, toCarol]) expect(bytes.includes(inside(picture))).toBe(false);
    }
    // It has them sealed.
    for (const { buffer } of [toPhone, toCarol])
      expect(files.some(({ bytes }) => bytes.length >= buffer.length)).toBe(true);
    expect(toPhone.buffer.includes(inside(toPhone))).toBe(true);
  });

  test("no page met an error", () => {
    for (const { faults } of [alice, bob, carol]) expect(faults.all).toEqual([]);
  });
});
