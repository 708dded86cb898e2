import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { type Demo, findUnlabelled, startDemo } from "./demo.ts";

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo({ sandbox: true });
}, 120_000);
afterAll(async () => {
  await demo?.[Symbol.asyncDispose]();
});

/** Enter does nothing before the number is recognised, as the button it stands for is off until then. */
async function submitNumber(page: Page): Promise<void> {
  await page.locator("button[type=submit]:enabled").waitFor();
  await page.keyboard.press("Enter");
}

describe("sign-up", () => {
  test("number, wrong code, right code, name, empty list", async () => {
    await using opened = await demo.open("/?scenario=fresh");
    const { page, faults } = opened;
    await page.getByText("Sandbox carrier is on").waitFor();
    const number = page.getByLabel("Phone number");
    await number.pressSequentially("07700900124");
    expect(await number.inputValue()).toBe("07700 900124");
    expect(await findUnlabelled(page)).toEqual([]);
    await page.getByRole("button", { name: "Send code" }).click();

    const code = page.getByLabel("6-digit code");
    await code.waitFor();
    expect(await code.getAttribute("autocomplete")).toBe("one-time-code");
    expect(await page.getByRole("button", { name: /Send a new code in/ }).isDisabled()).toBe(true);
    await code.fill("111111");
    await page.getByText("That is not the code. 4 tries left.").waitFor();
    await page.getByLabel("6-digit code").fill("000000");
    await page.getByText("This code is no longer valid").waitFor();
    // Pasted with a space, as some phones copy it.
    await page.getByLabel("6-digit code").fill("123 456");
    await page.getByText("Making your keys…").waitFor();

    await page.getByLabel("Your name").fill("Robin Ashe");
    await page.getByRole("button", { name: "Start chatting" }).click();
    await page.getByText("No chats yet").waitFor();
    expect(faults).toEqual([]);
  }, 40_000);

  test("a + names the country, and refusals are said with their time", async () => {
    await using opened = await demo.open("/?scenario=fresh");
    const { page } = opened;
    const number = page.getByLabel("Phone number");
    await number.pressSequentially("+4930123451");
    expect(await page.getByRole("combobox").inputValue()).toBe("Germany (+49)");
    await submitNumber(page);
    await page.getByText("Too many tries for now. You can go on in 4:05.").waitFor();
  }, 40_000);

  test("a locked number asks for its PIN", async () => {
    await using opened = await demo.open("/?scenario=fresh");
    const { page } = opened;
    await page.getByLabel("Phone number").pressSequentially("07700900003");
    await submitNumber(page);
    await page.getByLabel("6-digit code").fill("123456");
    await page.getByText("guarded by a registration lock").waitFor();
    await page.getByLabel("PIN").fill("1111");
    await page.keyboard.press("Enter");
    await page.getByText("That is not the PIN. Next try in 30 s.").waitFor();
    await page.getByLabel("PIN").fill("2468");
    await page.keyboard.press("Enter");
    await page.getByText("What are you called?").waitFor();
  }, 40_000);
});
