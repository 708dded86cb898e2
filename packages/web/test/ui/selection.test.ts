import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { conversationId } from "../../dev/demo-history.ts";
import { people } from "../../dev/demo-people.ts";
import { type Demo, findUnlabelled, startDemo } from "./demo.ts";

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
}, 120_000);
afterAll(async () => {
  await demo?.[Symbol.asyncDispose]();
});

const chat = (index: number): string => `/c/${conversationId(people(20)[index]?.account ?? "")}`;

describe("several messages", () => {
  test("are chosen by key and click, forwarded to two chats in order, deleted with one undo", async () => {
    await using opened = await demo.open(chat(0));
    const { page, faults } = opened;
    const last = page.locator("[data-message]", { hasText: "book the room" });
    const before = page.locator("[data-message]", { hasText: "Say no more" });
    await last.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Select" }).click();
    await before.click();
    await page.getByText("2 selected").waitFor();
    expect(await before.getAttribute("aria-label")).toMatch(/^selected: You: Say no more/);
    await before.focus();
    await page.keyboard.press("Space");
    await page.getByText("1 selected").waitFor();
    await page.keyboard.press("Space");
    expect(await findUnlabelled(page)).toEqual([]);

    await page.getByRole("toolbar").getByRole("button", { name: "Forward" }).click();
    const dialog = page.getByRole("dialog", { name: "Forward 2 messages" });
    await dialog.waitFor();
    expect(await findUnlabelled(page)).toEqual([]);
    await dialog.getByLabel("Priya Demir").check();
    await dialog.getByLabel("Noor Nasser").check();
    await dialog.getByRole("button", { name: "Forward" }).click();
    await page.getByText("Forwarded to 2 chats").waitFor();
    expect(await page.getByRole("toolbar").count()).toBe(0);
    await page.locator("[data-row]", { hasText: "Noor Nasser" }).click();
    const texts = page.locator("[data-message]", { hasText: /Say no more|book the room/ });
    await texts.nth(1).waitFor();
    expect((await texts.allTextContents())[0]).toContain("Say no more");

    await texts.nth(1).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Select" }).click();
    await texts.nth(0).click();
    await page.getByRole("toolbar").getByRole("button", { name: "Delete for me" }).click();
    await page.getByText("2 messages deleted").waitFor();
    expect(await texts.count()).toBe(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await texts.nth(1).waitFor();

    await texts.nth(1).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Select" }).click();
    await page.keyboard.press("Escape");
    await page.locator("[data-composer]").waitFor();
    expect(faults).toEqual([]);
  }, 60_000);

  test("a draft's reply finds its message far outside the page", async () => {
    await using opened = await demo.open(`${chat(1)}?scenario=edges`);
    const { page } = opened;
    await page.getByRole("button", { name: "Cancel reply" }).waitFor();
    expect(await page.locator("[data-composer]").inputValue()).toBe("About that");
    expect(await page.getByText(/^Reply to (Tom Almeida|yourself)$/).count()).toBe(1);
  }, 60_000);
});
