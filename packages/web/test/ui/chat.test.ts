import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
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
const composer = (page: Page) => page.locator("[data-composer]");
const scroller = (page: Page) => page.locator("[data-scroller]");

describe("a chat", () => {
  test("by keyboard alone: find, write, edit, reply, react, delete and undo", async () => {
    await using opened = await demo.open("/");
    const { page, faults } = opened;
    await page.locator("[data-row]").first().waitFor();
    await page.keyboard.press("Control+f");
    await page.keyboard.type("Amara");
    await page.locator("[data-result]").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await composer(page).waitFor();
    await page.keyboard.press("Alt+c");
    await page.keyboard.type("Hello :tad");
    await page.getByRole("option", { name: ":tada:" }).waitFor();
    await page.keyboard.type("a: *there*");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("second line");
    await page.keyboard.press("Enter");
    const own = page.locator("[data-message]", { hasText: "second line" });
    await own.waitFor();
    expect(await own.getAttribute("aria-label")).toMatch(/^You: Hello 🎉 there second line, \d\d:\d\d/);
    expect(await own.locator("strong").textContent()).toBe("there");
    expect(await composer(page).inputValue()).toBe("");

    await page.keyboard.press("ArrowUp");
    expect(await composer(page).inputValue()).toContain("Hello 🎉");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Changed words");
    await page.keyboard.press("Enter");
    const edited = page.locator("[data-message]", { hasText: "Changed words" });
    await edited.waitFor();
    expect(await edited.getAttribute("aria-label")).toContain("edited");

    await edited.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menu", { name: "Message actions" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Reply");
    expect(await findUnlabelled(page)).toEqual([]);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await edited.getByRole("button", { name: "👍 from You" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-message"))).not.toBeNull();

    await page.keyboard.press("Delete");
    await page.getByRole("menuitem", { name: "Delete for everyone" }).waitFor();
    await page.keyboard.press("Enter");
    await edited.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await edited.waitFor();
    expect(faults).toEqual([]);
  }, 60_000);

  test("opens at the first unread message, and history that loads does not move what is read", async () => {
    await using opened = await demo.open(chat(1));
    const { page } = opened;
    const divider = page.locator("[data-unread]");
    await divider.waitFor();
    const box = await divider.boundingBox();
    expect(box?.y).toBeGreaterThan(60);
    expect(box?.y).toBeLessThan(500);
    const count = () => page.locator("[data-message]").count();
    const before = await count();
    const moved = await scroller(page).evaluate(async (element) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      await frame();
      element.scrollTop = 300;
      await frame();
      const first = [...element.querySelectorAll("[data-message]")].find(
        (one) => one.getBoundingClientRect().bottom > 120,
      );
      const top = first?.getBoundingClientRect().top ?? Number.NaN;
      const rows = element.querySelectorAll("[data-message]").length;
      for (
        let wait = 0;
        wait < 100 && element.querySelectorAll("[data-message]").length === rows;
        wait += 1
      ) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await frame();
      return Math.abs((first?.getBoundingClientRect().top ?? Number.NaN) - top);
    });
    expect(await count()).toBeGreaterThan(before);
    expect(moved).toBeLessThanOrEqual(1);
    await page.keyboard.press("Control+j");
    await page.waitForFunction(() => {
      const element = document.querySelector("[data-scroller]");
      return element !== null && element.scrollHeight - element.scrollTop - element.clientHeight < 4;
    });
    expect(await count()).toBeLessThanOrEqual(260);
  }, 60_000);

  test("a chat that fits the view, opened at its unread messages, is whole without being scrolled", async () => {
    await using opened = await demo.open(chat(6), { viewport: { width: 1280, height: 3_000 } });
    const { page } = opened;
    await page.locator("[data-unread]").waitFor();
    await page.getByText("Loading earlier messages…").waitFor({ state: "detached" });
    await page.getByRole("button", { name: /newest message|message below/ }).waitFor({ state: "detached" });
  }, 60_000);

  test("what was typed in the last moment before a reload is there after it", async () => {
    await using opened = await demo.open(chat(0));
    const { page } = opened;
    await composer(page).fill("half a");
    await page.getByText("Draft:").waitFor({ state: "attached" });
    await composer(page).fill("half a thought");
    const kept = await page.evaluate(() => {
      window.dispatchEvent(new PageTransitionEvent("pagehide"));
      return sessionStorage.getItem("culver.drafts");
    });
    expect(kept).toContain("half a thought");
  }, 60_000);

  test("a draft stays with its chat, and arrows walk between messages", async () => {
    await using opened = await demo.open(chat(0));
    const { page } = opened;
    await composer(page).fill("half a thought");
    await page.keyboard.press("Alt+ArrowDown");
    await page.waitForURL((url) => !url.pathname.includes("paak"));
    expect(await composer(page).inputValue()).toBe("");
    await page.getByText("half a thought").waitFor();
    await page.keyboard.press("Alt+ArrowUp");
    await page.waitForFunction(
      () => document.querySelector<HTMLTextAreaElement>("[data-composer]")?.value === "half a thought",
    );
    await page.locator('[data-message][tabindex="0"]').focus();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-message"));
    const last = await focused();
    await page.keyboard.press("ArrowUp");
    const previous = await focused();
    expect(previous).not.toBe(last);
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toBe(last ?? "");
  }, 60_000);

  test("a second tab takes over when asked, and the first says so", async () => {
    await using opened = await demo.open("/");
    const { page, context } = opened;
    await page.locator("[data-row]").first().waitFor();
    const second = await context.newPage();
    await second.goto(`${demo.url}/`);
    await second.getByRole("button", { name: "Use it here" }).click();
    await second.locator("[data-row]").first().waitFor();
    await page.getByText("Culver is open in another tab").waitFor();
  }, 60_000);

  test("what the page before a reload still holds for a moment is waited for", async () => {
    await using opened = await demo.open("/");
    const { page, context } = opened;
    await page.locator("[data-row]").first().waitFor();
    const silent = await context.newPage();
    await silent.goto(`${demo.url}/silent.txt`);
    await page.goto("about:blank");
    await silent.evaluate(
      () =>
        new Promise<void>((granted) => {
          void navigator.locks.request("culver-tab", () => {
            granted();
            return new Promise<void>((release) => Object.assign(window, { release }));
          });
        }),
    );
    await page.goto(`${demo.url}/`, { waitUntil: "domcontentloaded" });
    await silent.evaluate(() => (window as unknown as { release(): void }).release());
    await page.locator("[data-row]").first().waitFor();
    await silent.close();
  }, 60_000);
});

describe("every screen", () => {
  const paths = [
    "/",
    "/new",
    "/settings",
    "/settings/appearance",
    "/settings/privacy",
    "/settings/sms",
    "/settings/devices",
    "/settings/about",
    "/settings/account",
  ];
  test("is labelled and fits 320 px, light and dark", async () => {
    await using opened = await demo.open("/", { viewport: { width: 320, height: 640 } });
    const { page, faults } = opened;
    const phone = "/c/sms%3A%2B447700901201";
    for (const path of [...paths, chat(0), `${chat(0)}/details`, chat(15), phone, `${phone}/details`]) {
      await page.goto(demo.url + path);
      await page.locator("main:visible, nav:visible").first().waitFor();
      await page.waitForLoadState("networkidle");
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect([path, colorScheme, await findUnlabelled(page)]).toEqual([path, colorScheme, []]);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect([path, colorScheme, wider]).toEqual([path, colorScheme, 0]);
        const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        expect(ground).toBe(colorScheme === "light" ? "rgb(251, 250, 248)" : "rgb(18, 24, 26)");
      }
    }
    expect(faults).toEqual([]);
  }, 120_000);

  test("the chosen theme wins over the system's, from the first paint", async () => {
    await using opened = await demo.open("/settings/appearance", { colorScheme: "light" });
    const { page } = opened;
    await page.getByText("Dark", { exact: true }).click();
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
    await page.addInitScript(() => {
      addEventListener("DOMContentLoaded", () => {
        (window as { themeAtStart?: string | undefined }).themeAtStart =
          document.documentElement.dataset.theme;
      });
    });
    await page.reload();
    expect(await page.evaluate(() => (window as { themeAtStart?: string }).themeAtStart)).toBe("dark");
  }, 60_000);

  test("mirrors from right to left", async () => {
    await using opened = await demo.open(chat(0));
    const { page } = opened;
    await page.evaluate(() => {
      document.documentElement.dir = "rtl";
    });
    const side = await page.locator("nav").boundingBox();
    const main = await page.locator("main").boundingBox();
    expect(side?.x ?? 0).toBeGreaterThan(main?.x ?? 0);
  }, 60_000);
});
