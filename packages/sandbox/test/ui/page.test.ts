import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { bindEsme } from "../esme.ts";
import { sandboxWithGateway } from "../support.ts";

// The system's Chromium, as `npm test` installs it, or the one Playwright has.
const system = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const executablePath = process.env.CULVER_CHROMIUM ?? system;

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ args: ["--no-sandbox"], ...(executablePath ? { executablePath } : {}) });
}, 30_000);
afterAll(() => browser.close());

/** The handset page in a real browser, with a real gateway bound to the sandbox. */
async function stage(viewport: { width: number; height: number }) {
  const parts = await sandboxWithGateway();
  let server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: parts.sandbox.fetch });
  const port = server.port ?? 0;
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.goto(`http://127.0.0.1:${port}/sandbox`);
  return {
    ...parts,
    page,
    problems,
    stop: () => server.stop(true),
    restart() {
      server = Bun.serve({ port, hostname: "127.0.0.1", fetch: parts.sandbox.fetch });
    },
    async [Symbol.asyncDispose]() {
      await context.close();
      await server.stop(true);
      await parts[Symbol.asyncDispose]();
    },
  };
}

const phone = (page: Page, display: string) => page.getByRole("region", { name: `Handset ${display}` });

describe("handset page in Chromium", () => {
  test("add a handset, see a code arrive, answer it: by keyboard alone", async () => {
    await using s = await stage({ width: 1280, height: 800 });
    const texts: string[] = [];
    s.gateway.onIncoming(({ from, to, text }) => void texts.push(`${from} ${to} ${text}`));
    const { page } = s;
    await page.getByRole("heading", { name: "No handsets yet" }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.getByLabel("Number").inputValue()).toBe("+44 7700 900001");
    await page.keyboard.type("07700 900999");
    await page.keyboard.press("Enter");
    const handset = phone(page, "+44 7700 900999");
    await handset.waitFor();
    await s.gateway.send({
      to: "+447700900999",
      from: "+447700900555",
      text: "Your Culver code is 482913.\n\n@localhost #482913",
    });
    await handset.getByRole("button", { name: "Copy code" }).waitFor();
    expect(await handset.locator("mark").allTextContents()).toEqual(["482913", "482913"]);
    expect(await handset.getByLabel("To", { exact: true }).inputValue()).toBe("+44 7700 900555");
    await handset.getByPlaceholder("Text message").focus();
    await page.keyboard.type("Thanks <b>");
    await page.keyboard.press("Enter");
    await handset.getByText("Thanks <b>").waitFor();
    expect(texts).toEqual(["+447700900999 +447700900555 Thanks <b>"]);
    expect(s.problems).toEqual([]);
  }, 20_000);

  test("a number outside the range is refused where it was typed", async () => {
    await using s = await stage({ width: 1280, height: 800 });
    await s.page.getByRole("button", { name: "Add a handset" }).click();
    await s.page.getByLabel("Number").fill("+1 500 555 0006");
    await s.page.keyboard.press("Enter");
    await s.page.getByText("The sandbox has the numbers").waitFor();
    expect(await s.page.getByLabel("Number").getAttribute("aria-invalid")).toBe("true");
  }, 20_000);

  test("after the server was away, what came meanwhile is shown, once", async () => {
    await using s = await stage({ width: 390, height: 844 });
    await s.gateway.send({ to: "+447700900001", from: "Culver", text: "first" });
    const handset = phone(s.page, "+44 7700 900001");
    await handset.getByText("first").waitFor();
    await s.stop();
    await s.page.getByText("Reconnecting…").waitFor();
    await s.gateway.send({ to: "+447700900001", from: "Culver", text: "second" });
    s.restart();
    await handset.getByText("second").waitFor();
    expect(await handset.locator(".text").allTextContents()).toEqual(["first", "second"]);
    await s.page.getByText("Live", { exact: true }).waitFor();
  }, 20_000);

  test("nothing is wider than a phone's screen, whatever is typed or received", async () => {
    await using s = await stage({ width: 360, height: 740 });
    await s.gateway.send({ to: "+447700900001", from: "Culver", text: "x".repeat(600) });
    const handset = phone(s.page, "+44 7700 900001");
    await handset.getByPlaceholder("Text message").fill("y".repeat(400));
    const widths = await s.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(widths[0]).toBe(widths[1] ?? 0);
    expect((await handset.boundingBox())?.width).toBe(360);
    const send = await handset.getByRole("button", { name: "Send" }).boundingBox();
    expect((send?.x ?? 0) + (send?.width ?? 999)).toBeLessThanOrEqual(360);
  }, 20_000);

  test("an answer that comes before the text was taken stands below it", async () => {
    await using s = await stage({ width: 1280, height: 800 });
    s.gateway.onIncoming(async ({ from, to }) => {
      await s.gateway.send({ to: from, from: to, text: "You are off the list" });
    });
    await s.gateway.send({ to: "+447700900001", from: "+447700900555", text: "first" });
    const handset = phone(s.page, "+44 7700 900001");
    await handset.getByText("first").waitFor();
    await handset.getByPlaceholder("Text message").fill("STOP");
    await s.page.keyboard.press("Enter");
    await handset.getByText("off the list").waitFor();
    await handset.getByRole("listitem").getByText("STOP").waitFor();
    const inOrder = ["first", "STOP", "You are off the list"];
    expect(await handset.locator(".text").allTextContents()).toEqual(inOrder);
    await s.page.reload();
    await handset.getByText("off the list").waitFor();
    expect(await handset.locator(".text").allTextContents()).toEqual(inOrder);
  }, 20_000);

  test("a binary SMS is handed to the app of the same origin, by click and by itself", async () => {
    await using s = await stage({ width: 1280, height: 800 });
    using esme = await bindEsme(s.sandbox, "transmitter");
    const userData = (reference: number, part: number) =>
      Buffer.from([11, 5, 4, 0x3f, 0x92, 0, 0, 0, 3, reference, 2, part, 0xde, 0xad]);
    const receive = async (reference: number) => {
      for (const part of [1, 2])
        await esme.ask("submit_sm", {
          destination_addr: "447700900001",
          source_addr: "447700900555",
          source_addr_ton: 1,
          data_coding: 4,
          esm_class: 0x40,
          short_message: userData(reference, part),
        });
    };
    await receive(1);
    const handset = phone(s.page, "+44 7700 900001");
    await handset.getByText("Encrypted SMS, 2 parts").waitFor();
    await handset.getByText("For the app on port 16274").waitFor();
    // The app, as another page of the origin; it answers as packages/sandbox/README.md says.
    const app = await s.page.context().newPage();
    await app.goto(new URL("/sandbox/assets/icon.svg", s.page.url()).href);
    await app.evaluate(() => {
      const channel = new BroadcastChannel("culver-sms");
      const taken: unknown[] = [];
      Object.assign(window, { taken });
      channel.onmessage = ({ data }) => {
        if (data.type !== "sms") return;
        taken.push(data.sms);
        channel.postMessage({ type: "taken", number: data.number, completed: true });
      };
    });
    await handset.getByRole("button", { name: "Hand to the app" }).click();
    await handset.getByText("The app has it.").waitFor();
    const expected = (reference: number) =>
      [1, 2].map((part) => ({
        from: "+447700900555",
        userData: userData(reference, part).toString("base64"),
      }));
    expect(await app.evaluate(() => Reflect.get(window, "taken"))).toEqual([expected(1)]);
    await s.page.getByLabel("Hand over by itself").check();
    await receive(2);
    await handset.getByText("The app has it.").nth(1).waitFor();
    expect(await app.evaluate(() => Reflect.get(window, "taken"))).toEqual([expected(1), expected(2)]);
    await app.close();
    expect(s.problems).toEqual([]);
  }, 20_000);

  test("without an app the button opens it", async () => {
    await using s = await stage({ width: 1280, height: 800 });
    using esme = await bindEsme(s.sandbox, "transmitter");
    const submit = { destination_addr: "447700900001", data_coding: 4, short_message: Buffer.from([1]) };
    await esme.ask("submit_sm", submit);
    const opened = s.page.context().waitForEvent("page");
    await phone(s.page, "+44 7700 900001").getByRole("button", { name: "Hand to the app" }).click();
    const app = await opened;
    expect(new URL(app.url()).pathname).toBe("/");
    await app.close();
    await s.page.getByText("Waiting for the app…").waitFor();
  }, 20_000);

  test("links are links, each line has its own direction, and markup is text", async () => {
    await using s = await stage({ width: 390, height: 844 });
    const text = "שלום\nsee https://culver.example/f/a?b=c#key. javascript:alert(1) <b>x</b>";
    await s.gateway.send({ to: "+447700900001", from: "Culver", text });
    const handset = phone(s.page, "+44 7700 900001");
    const link = handset.getByRole("link");
    await link.waitFor();
    expect(await link.getAttribute("href")).toBe("https://culver.example/f/a?b=c#key");
    expect([await link.getAttribute("rel"), await link.getAttribute("target")]).toEqual([
      "noopener noreferrer",
      "_blank",
    ]);
    expect(await handset.locator(".text").textContent()).toBe(text);
    expect(await handset.getByRole("link").count()).toBe(1);
  }, 20_000);

  test("a handset is switched off and on; the carrier is told how to behave", async () => {
    await using s = await stage({ width: 1280, height: 800 });
    await s.gateway.send({ to: "+447700900001", from: "Culver", text: "first" });
    const handset = phone(s.page, "+44 7700 900001");
    await handset.getByRole("button", { name: "is on" }).click();
    await handset.getByText("Switched off. Texts wait until it is on again.").waitFor();
    await s.gateway.open.send({
      to: "+447700900001",
      from: "Culver",
      body: { kind: "text", text: "second" },
      purpose: "notice",
    });
    await handset.getByRole("button", { name: "is off" }).click();
    await handset.getByText("second").waitFor();

    await s.page.getByRole("button", { name: "Carrier" }).click();
    await s.page.getByLabel("Status").selectOption("ESME_RINVDSTADR");
    await s.page.getByRole("button", { name: "Apply" }).click();
    await s.page.getByText("It behaves so from now on.").waitFor();
    const refused = await s.gateway
      .send({ to: "+447700900001", from: "x", text: "x" })
      .catch((error) => error);
    expect(String(refused)).toContain("ESME_RINVDSTADR");
    await s.page.getByRole("button", { name: "Back to normal" }).click();
    await s.page.getByText("All is normal.").waitFor();
    await s.gateway.send({ to: "+447700900001", from: "Culver", text: "third" });
    await handset.getByText("third").waitFor();
    expect(s.problems).toEqual([]);
  }, 20_000);
});
