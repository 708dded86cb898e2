import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { bakery } from "../../dev/demo-business.ts";
import { conversationId } from "../../dev/demo-history.ts";
import { type Demo, findUnlabelled, startDemo } from "./demo.ts";

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
}, 120_000);
afterAll(async () => {
  await demo?.[Symbol.asyncDispose]();
});

const chat = `/c/${conversationId(bakery.account)}?scenario=business`;
const said = (page: Page, text: string) => page.locator("[data-message]", { hasText: text }).first();
const answers = (page: Page) => page.locator("[data-message]:has([data-choice])");
const where = { latitude: 50.118, longitude: -5.537 };

describe("messages with buttons and lists", () => {
  test("a reply button answers once, is marked, and the answer quotes the question", async () => {
    await using opened = await demo.open(chat);
    const { page, faults } = opened;
    const asked = said(page, "The terrace is open");
    await asked.scrollIntoViewIfNeeded();
    const before = await answers(page).count();
    const button = asked.getByRole("button", { name: "Order bread" });
    await button.click();
    await asked.getByRole("button", { name: "Order bread, chosen", pressed: true }).waitFor();
    await page.waitForFunction(
      (count) => document.querySelectorAll("[data-message] [data-choice]").length === count,
      before + 1,
    );
    const reply = answers(page).last();
    expect(await reply.textContent()).toContain("Good morning from Riverside Bakery");
    expect(await reply.locator("[data-choice]").textContent()).toContain("Order bread");
    await button.click({ force: true });
    await asked.getByRole("button", { name: "Reserve a table" }).click();
    await asked.getByRole("button", { name: "Reserve a table, chosen" }).waitFor();
    expect(await answers(page).count()).toBe(before + 2);
    expect(await findUnlabelled(page)).toEqual([]);
    expect(faults).toEqual([]);
  }, 60_000);

  test("a list opens as a sheet; a row is chosen, then sent; the list says what was chosen", async () => {
    await using opened = await demo.open(chat, { viewport: { width: 390, height: 844 } });
    const { page, faults } = opened;
    const asked = said(page, "Fresh today");
    await asked.scrollIntoViewIfNeeded();
    await asked.getByRole("button", { name: /See what is fresh/ }).click();
    const sheet = page.getByRole("dialog", { name: "See what is fresh" });
    await sheet.getByText("chosen", { exact: true }).waitFor();
    const send = sheet.getByRole("button", { name: "Send" });
    expect(await send.isDisabled()).toBe(true);
    expect(await findUnlabelled(page)).toEqual([]);
    // At the foot of a phone's screen, from edge to edge.
    await page.waitForFunction(() => {
      const box = document.querySelector("dialog")?.getBoundingClientRect();
      return box?.x === 0 && box.width === innerWidth && Math.round(box.bottom) === innerHeight;
    });
    await sheet.getByRole("radio", { name: /Seeded loaf/ }).check();
    await send.click();
    await sheet.waitFor({ state: "detached" });
    await asked.getByText("Chosen: Cinnamon bun").or(asked.getByText("Chosen: Seeded loaf")).waitFor();
    await answers(page).last().getByText("Sunflower, linseed, a little honey").waitFor();
    expect(faults).toEqual([]);
  }, 60_000);

  test("by keyboard: Tab from the message to its buttons, arrows between them, Enter, and the menu", async () => {
    await using opened = await demo.open(chat);
    const { page } = opened;
    const asked = said(page, "The terrace is open");
    await asked.scrollIntoViewIfNeeded();
    await asked.focus();
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? "");
    for (let step = 0; step < 6 && (await focused()) !== "Order bread"; step += 1)
      await page.keyboard.press("Tab");
    expect(await focused()).toBe("Order bread");
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toBe("Reserve a table");
    await page.keyboard.press("Enter");
    await asked.getByRole("button", { name: "Reserve a table, chosen" }).waitFor();
    await asked.getByRole("button", { name: "Something else" }).focus();
    await page.keyboard.press("Escape");
    expect(await asked.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Answer: Something else" }).press("Enter");
    await asked.getByRole("button", { name: "Something else, chosen" }).waitFor();

    const list = said(page, "Fresh today");
    await list.scrollIntoViewIfNeeded();
    await list.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "See what is fresh" }).press("Enter");
    await page.getByRole("radio", { name: /Sourdough/ }).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await answers(page).last().getByText("Seeded loaf").waitFor();
  }, 60_000);

  test("a link names its host and gives nothing away; a call and a code", async () => {
    await using opened = await demo.open(chat, { permissions: ["clipboard-read", "clipboard-write"] });
    const { page } = opened;
    const asked = said(page, "is packed");
    await asked.scrollIntoViewIfNeeded();
    const link = asked.getByRole("link", { name: "Track the courier, opens riverside-bakery.example" });
    expect(await link.getAttribute("rel")).toContain("noopener");
    expect(await link.getAttribute("target")).toBe("_blank");
    expect(await link.textContent()).toContain("riverside-bakery.example");
    expect(await asked.getByRole("link", { name: /Call the shop/ }).getAttribute("href")).toBe(
      "tel:+447700900888",
    );
    await asked.getByRole("button", { name: /Copy the voucher/ }).click();
    await page.getByText("Copied: CRUST-10").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("CRUST-10");
  }, 60_000);

  test("hostile text stays text, and a hostile address opens nothing", async () => {
    await using opened = await demo.open(chat);
    const { page, faults } = opened;
    const asked = said(page, "<script>");
    await asked.scrollIntoViewIfNeeded();
    await asked.getByText("<b>Header</b> <img src=x onerror=alert(1)>", { exact: true }).waitFor();
    await asked.getByRole("button", { name: "<i>Tap</i>" }).waitFor();
    expect(await asked.locator("b, i, img, script").count()).toBe(0);
    const hrefs = await asked.locator("a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    expect(hrefs).toEqual(["tel:+15551"]);
    expect(await asked.getByText("This link cannot be opened").count()).toBe(2);
    expect(await page.title()).not.toBe("run");
    expect(faults).toEqual([]);
  }, 60_000);

  test("the place is asked for with an explanation, shown, then sent as the answer", async () => {
    await using opened = await demo.open(chat, { permissions: ["geolocation"], geolocation: where });
    const { page } = opened;
    const asked = said(page, "Where should our courier go?");
    await asked.scrollIntoViewIfNeeded();
    await asked.getByRole("button", { name: "Share my location" }).click();
    const dialog = page.getByRole("dialog", { name: "Share your location?" });
    await dialog.getByText("The browser asks for your permission first.").waitFor();
    await dialog.getByRole("button", { name: "Find my location" }).click();
    await dialog.getByText("50.11800° N, 5.53700° W").waitFor();
    await dialog.getByRole("button", { name: "Send" }).click();
    const sent = page.locator("[data-message]", { hasText: "50.11800° N" }).last();
    await sent.getByText("Where should our courier go?").waitFor();
    const map = sent.getByRole("link", { name: /OpenStreetMap/ });
    expect(await map.getAttribute("href")).toBe(
      "https://www.openstreetmap.org/?mlat=50.118000&mlon=-5.537000#map=17/50.118000/-5.537000",
    );
    expect(await map.getAttribute("rel")).toContain("noopener");
  }, 60_000);

  test("a browser that may not tell where it is says so, and how to change that", async () => {
    await using opened = await demo.open(chat, { permissions: [] });
    const { page } = opened;
    const asked = said(page, "Where should our courier go?");
    await asked.scrollIntoViewIfNeeded();
    await asked.getByRole("button", { name: "Share my location" }).click();
    await page.getByRole("button", { name: "Find my location" }).click();
    await page.getByText("does not allow this page to know where you are").waitFor();
    await page.getByRole("button", { name: "Try again", exact: true }).waitFor();
  }, 60_000);
});

describe("cards, stickers, voice", () => {
  test("a card copies its number, shows its details, and leads to the chat", async () => {
    await using opened = await demo.open(chat, { permissions: ["clipboard-read", "clipboard-write"] });
    const { page, faults } = opened;
    const card = said(page, "Elowen Tregear");
    await card.scrollIntoViewIfNeeded();
    await card.getByRole("button", { name: "Copy the number of Elowen Tregear" }).click();
    await page.getByText("Number copied").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("+447700900101");
    await card.getByRole("button", { name: "Details of Elowen Tregear" }).click();
    const dialog = page.getByRole("dialog", { name: "Contact" });
    await dialog.getByText("elowen@riverside-bakery.example").waitFor();
    expect(await findUnlabelled(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await card.getByRole("button", { name: "Message Courier" }).click();
    await page.getByText("Courier is not on Culver yet").waitFor();
    await card.getByRole("button", { name: "Message Elowen Tregear" }).click();
    await page.getByRole("textbox", { name: "Message to Amara Okafor" }).waitFor();
    expect(faults).toEqual([]);
  }, 60_000);

  test("a sticker stands by itself; what was spoken says so", async () => {
    await using opened = await demo.open(chat);
    const { page } = opened;
    const sticker = page.locator("[data-message]:has([data-sticker])").first();
    const picture = sticker.getByRole("img", { name: "Sticker" });
    // The list may still be settling at its end, and fetches only what is in view.
    for (let tries = 0; tries < 10 && !(await picture.isVisible()); tries++) {
      await sticker.scrollIntoViewIfNeeded();
      await picture.waitFor({ timeout: 2_000 }).catch(() => undefined);
    }
    expect(await picture.isVisible()).toBe(true);
    const ground = await sticker
      .locator("[data-sticker]")
      .evaluate(
        (element) => getComputedStyle(element.parentElement?.parentElement ?? element).backgroundColor,
      );
    expect(ground).toBe("rgba(0, 0, 0, 0)");
    await page.getByLabel("Voice message").first().waitFor();
  }, 60_000);
});
