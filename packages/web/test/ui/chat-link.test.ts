import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { people } from "../../dev/demo-people.ts";
import { type Demo, startDemo } from "./demo.ts";

/** Links that lead to a chat, with a text to begin with. */

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
}, 120_000);
afterAll(async () => {
  await demo?.[Symbol.asyncDispose]();
});

const ann = people(2)[1] ?? { number: "", profileName: "" };
const link = (number = "", text = "") => `#/to/${number}?${new URLSearchParams({ text })}`;
const written = (page: Page) => page.locator("[data-region=main] textarea").inputValue();
/** Follows a link as one does within a tab that is open. */
const follow = (page: Page, fragment: string) =>
  page.evaluate((next) => {
    window.location.hash = next;
  }, fragment);

test("opens the chat with the text where one writes; nothing is sent, and the address keeps nothing", async () => {
  await using opened = await demo.open(`/?scenario=chats${link(ann.number, "Do you have rye?")}`);
  const { page, faults } = opened;
  await page.waitForURL(/\/c\//u);
  await page.waitForFunction(() => document.querySelector("textarea")?.value === "Do you have rye?");
  expect(page.url()).not.toContain("rye");
  expect(page.url()).not.toContain(String(ann.number?.slice(1)));
  expect(await page.getByRole("heading", { name: ann.profileName ?? "" }).count()).toBeGreaterThan(0);
  const bubbles = await page.locator("[data-message]").allTextContents();
  expect(bubbles.filter((text) => text.includes("Do you have rye?"))).toEqual([]);
  // What is being written is not replaced by another link.
  await page.locator("[data-region=main] textarea").fill("My own words");
  await follow(page, link(ann.number, "Something else"));
  await page.getByText("What you were writing here is kept").waitFor();
  expect(await written(page)).toBe("My own words");
  expect(faults).toEqual([]);
}, 60_000);

test("is remembered over sign-up", async () => {
  await using opened = await demo.open(`/?scenario=fresh${link("+447700900777", "Hello")}`);
  const { page } = opened;
  await page.getByLabel("Phone number").pressSequentially("07700900124");
  expect(page.url()).not.toContain("777");
  await page.reload();
  await page.getByLabel("Phone number").pressSequentially("07700900124");
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByLabel("6-digit code").fill("123456");
  await page.getByLabel("Your name").fill("Robin Ashe");
  await page.getByRole("button", { name: "Start chatting" }).click();
  const dialog = page.getByRole("dialog", { name: /07700 900777|7700 900777/u });
  await dialog.waitFor();
  await dialog.getByText("nobody on this server has").waitFor();
  await dialog.getByRole("button", { name: "Send an SMS" }).click();
  await page.waitForURL(/\/c\//u);
  await page.waitForFunction(() => document.querySelector("textarea")?.value === "Hello");
}, 60_000);

test("one that names no number, or one's own, is told in words", async () => {
  await using opened = await demo.open("/?scenario=chats");
  const { page, faults } = opened;
  await page.getByRole("navigation", { name: "Culver" }).waitFor();
  await follow(page, link("nobody", "x"));
  await page.getByText("This link names no phone number").waitFor();
  await follow(page, link("+447700900100"));
  await page.getByText("That is your own number.").waitFor();
  expect(faults).toEqual([]);
}, 60_000);
