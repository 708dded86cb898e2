import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { self } from "../../dev/demo-people.ts";
import { type Demo, findUnlabelled, startDemo } from "./demo.ts";

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
}, 120_000);
afterAll(async () => {
  await demo?.[Symbol.asyncDispose]();
});

const plumber = "/c/sms%3A%2B447700901201";
const stopped = "/c/sms%3A%2B447700901202";
const member = "/c/sms%3A%2B447700901203";
const composer = (page: Page) => page.locator("[data-composer]");
const count = (page: Page) => page.locator("[data-sms-count]");
const strip = (page: Page) => page.locator("[data-sms-strip]");
const ticks = (message: Locator) => message.locator('[aria-label="delivered"]').last();
const sees = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

describe("a phone that is not on Culver", () => {
  test("is found by its number, written to by SMS, and named", async () => {
    await using opened = await demo.open("/new");
    const { page, faults } = opened;
    await page.getByLabel("Name or phone number").fill("07911 123 456");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("button", { name: "Send an SMS" }).click();
    await composer(page).waitFor();
    await sees(page, "SMS, not encrypted");
    await composer(page).fill("Is the flat still free?");
    await count(page).getByText("23 / 160 · 1 SMS · about €0.06").waitFor();
    await page.getByRole("button", { name: "Send as SMS" }).click();
    const own = page.locator("[data-message]", { hasText: "still free" });
    await ticks(own).waitFor();
    expect(await own.getAttribute("aria-label")).toContain("delivered");
    await page
      .getByRole("button", { name: /Details$/ })
      .first()
      .click();
    await page.getByLabel("Name you gave this phone").fill("Mr Landlord");
    await page.keyboard.press("Enter");
    await page.locator("[data-row]", { hasText: "Mr Landlord" }).waitFor();
    expect(await page.locator("[data-row]", { hasText: "Mr Landlord" }).textContent()).toContain("SMS");
    expect(await findUnlabelled(page)).toEqual([]);
    expect(faults).toEqual([]);
  }, 60_000);

  test("is asked in with one click, by a text that can be changed", async () => {
    await using opened = await demo.open(plumber);
    const { page } = opened;
    await strip(page).getByRole("button", { name: "Invite to Culver" }).click();
    await page.waitForFunction(
      () => document.querySelector<HTMLTextAreaElement>("[data-composer]")?.value.includes("http") === true,
    );
    expect(await composer(page).inputValue()).toContain(demo.url);
    expect(await composer(page).inputValue()).toContain(self.name);
    // Nothing goes out by itself.
    expect(await page.locator("[data-message]", { hasText: demo.url }).count()).toBe(0);
  }, 60_000);

  test("where nothing can be sent, that is said", async () => {
    await using opened = await demo.open("/new");
    const { page } = opened;
    const field = page.getByLabel("Name or phone number");
    await field.fill("07911 123 459");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("button", { name: "Send an SMS" }).click();
    await sees(page, "This server sends no SMS.");
    await page.getByRole("button", { name: "Copy an invitation" }).waitFor();
    await field.fill("07911 123 458");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("button", { name: "Send an SMS" }).click();
    await sees(page, "Nothing can be sent to this country from here.");
    expect(await composer(page).count()).toBe(0);
  }, 60_000);
});

describe("an SMS chat", () => {
  test("counts exactly, and says why and who pays", async () => {
    await using opened = await demo.open(plumber);
    const { page } = opened;
    await composer(page).fill("a".repeat(161));
    await count(page).getByText("161 / 306 · 2 SMS · about €0.12").waitFor();
    await composer(page).fill("Tschüß, bis später");
    await count(page).getByText("18 / 160 · 1 SMS").waitFor();
    await composer(page).fill(`${"a".repeat(70)}🎉`);
    await count(page).getByText("72 / 134 · 2 SMS").waitFor();
    await strip(page)
      .getByRole("button", { name: /not encrypted/ })
      .click();
    await sees(page, "Because of “🎉” this goes as Unicode");
    await sees(page, /Whoever runs example.org pays/);
  }, 60_000);

  test("has the carrier's reason and another try, and nothing that SMS does not have", async () => {
    await using opened = await demo.open(plumber);
    const { page, faults } = opened;
    const failed = page.locator("[data-message]", { hasText: "on your way" });
    await failed.waitFor();
    expect(await failed.textContent()).toContain("The phone is switched off or out of reach.");
    await failed.focus();
    await page.keyboard.press("Alt+Shift+r");
    await page.keyboard.press("Enter");
    const menu = page.getByRole("menu", { name: "Message actions" });
    await menu.waitFor();
    const items = await menu.getByRole("menuitem").allTextContents();
    expect(items).toEqual(["Try again", "Copy", "Forward", "Star", "Info", "Select", "Delete"]);
    await page.keyboard.press("Escape");
    await failed.getByRole("button", { name: /Try again/ }).click();
    await ticks(failed).waitFor();
    const sent = page.locator("[data-message]", { hasText: "Thursday at nine" });
    await sent.focus();
    await page.keyboard.press("Enter");
    await menu.waitFor();
    const others = await menu.getByRole("menuitem").allTextContents();
    for (const absent of ["Reply", "Edit", "React"]) expect(others).not.toContain(absent);
    await page.keyboard.press("Escape");
    expect(await page.getByRole("button", { name: "React" }).count()).toBe(0);
    await composer(page).focus();
    await page.keyboard.press("ArrowUp");
    expect(await composer(page).inputValue()).toBe("");
    expect(faults).toEqual([]);
  }, 60_000);

  test("goes on encrypted in another chat once the phone's owner has joined", async () => {
    await using opened = await demo.open(member);
    const { page } = opened;
    await sees(page, "Nadia Keller is on Culver now.");
    await page.getByRole("button", { name: "Continue encrypted" }).click();
    await page.waitForURL((url) => url.pathname.startsWith("/c/p."));
    await page.getByPlaceholder("Message").waitFor();
    expect(await strip(page).count()).toBe(0);
    expect(await page.getByRole("button", { name: "Send as SMS" }).count()).toBe(0);
  }, 60_000);

  test("has no composer after STOP", async () => {
    await using opened = await demo.open(stopped);
    const { page } = opened;
    await sees(page, "This phone wants no more SMS");
    expect(await composer(page).count()).toBe(0);
  }, 60_000);
});

describe("encrypted SMS", () => {
  test("is turned on in the settings", async () => {
    await using opened = await demo.open("/settings/sms");
    const { page } = opened;
    await page.getByLabel("After 5 minutes offline").check();
    await page.getByRole("link", { name: "Privacy" }).click();
    await page.getByRole("link", { name: "Encrypted SMS" }).click();
    expect(await page.getByLabel("After 5 minutes offline").isChecked()).toBe(true);
    expect(await findUnlabelled(page)).toEqual([]);
  }, 60_000);

  test("is taken from a handset's page, for the own number alone", async () => {
    await using opened = await demo.open("/");
    const { page, context } = opened;
    await page.locator("[data-row]").first().waitFor();
    const handset = await context.newPage();
    await handset.goto(`${demo.url}/favicon.svg`);
    const answers = await handset.evaluate(async (number) => {
      const channel = new BroadcastChannel("culver-sms");
      const ask = (to: string, bytes: readonly number[]) =>
        channel.postMessage({
          type: "sms",
          number: to,
          sms: [{ from: "+447700900777", userData: btoa(String.fromCharCode(...bytes)) }],
        });
      const heard: unknown[] = [];
      const whole = new Promise<unknown[]>((resolve) => {
        channel.onmessage = ({ data }) => {
          heard.push(data);
          if ((data as { completed?: boolean }).completed === true) resolve(heard);
        };
      });
      ask("+447700900999", [6, 5, 4, 0, 0, 0, 0, 0, 0]);
      ask(number, [1, 2]);
      ask(number, [6, 5, 4, 0, 0, 0, 0, 9, 0]);
      return whole;
    }, self.number);
    expect(answers).toEqual([
      { type: "taken", number: self.number, completed: false },
      { type: "taken", number: self.number, completed: true },
    ]);
  }, 60_000);
});
