import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { Buffer } from "node:buffer";
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
const withFiles = chat(15);
const composer = (page: Page) => page.locator("[data-composer]");
const dialog = (page: Page) => page.getByRole("dialog");

interface Payload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

function textFile(name: string, mimeType: string, content: string): Payload {
  return { name, mimeType, buffer: Buffer.from(content) };
}

/** A picture drawn by the browser that is to send it. */
async function picture(page: Page, name: string, width: number, height: number): Promise<Payload> {
  const encoded = await page.evaluate(
    async ([w, h]) => {
      const canvas = new OffscreenCanvas(w, h);
      const context = canvas.getContext("2d");
      if (context !== null) {
        context.fillStyle = "#3b6f8f";
        context.fillRect(0, 0, w, h);
      }
      const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
      let text = "";
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    },
    [width, height] as const,
  );
  return { name, mimeType: "image/png", buffer: Buffer.from(encoded, "base64") };
}

async function attach(page: Page, files: Payload[]): Promise<void> {
  await page.getByRole("button", { name: "Attach" }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("menuitem", { name: "Document" }).click();
  await (await chooser).setFiles(files);
}

describe("sending files", () => {
  test("several at once, looked at, captioned, one taken out; a page of HTML stays a document", async () => {
    await using opened = await demo.open(chat(0));
    const { page, faults } = opened;
    await composer(page).fill("From the harbour");
    await attach(page, [
      await picture(page, "harbour.png", 3_000, 1_500),
      textFile("notes.txt", "text/plain", "milk, bread"),
      textFile("page.html", "text/html", "<script>document.title='run'</script>"),
    ]);
    await page.getByRole("heading", { name: "Send 3 files" }).waitFor();
    expect(await findUnlabelled(page)).toEqual([]);
    expect(await page.getByLabel("Caption for harbour.png").inputValue()).toBe("From the harbour");
    await page.getByRole("button", { name: "Remove notes.txt" }).click();
    await page.getByRole("heading", { name: "Send 2 files" }).waitFor();
    await page.getByRole("button", { name: "Show page.html" }).click();
    await page.getByLabel("Caption for page.html").fill("The page");
    await page.getByRole("button", { name: "Send 2" }).click();
    await dialog(page).waitFor({ state: "detached" });
    const sent = page.locator("[data-message]", { hasText: "From the harbour" });
    const image = sent.getByRole("button", { name: "Open harbour.webp" }).locator("img");
    await image.waitFor();
    // Made smaller, and drawn anew.
    expect(await image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(2_048);
    const page2 = page.locator("[data-message]", { hasText: "The page" });
    await page2.getByRole("button", { name: "Save page.html" }).waitFor();
    expect(await page2.locator("iframe, object, embed").count()).toBe(0);
    expect(await composer(page).inputValue()).toBe("");
    expect(await page.title()).not.toBe("run");
    const download = page.waitForEvent("download");
    await page2.getByRole("button", { name: "Save page.html" }).click();
    expect((await download).suggestedFilename()).toBe("page.html");
    expect(faults).toEqual([]);
  }, 60_000);

  test("pasted and dropped files come to the same dialog; one that is too large is refused before", async () => {
    await using opened = await demo.open(chat(0));
    const { page } = opened;
    await composer(page).waitFor();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(["x"], "pasted.txt", { type: "text/plain" }));
      document
        .querySelector("[data-composer]")
        ?.dispatchEvent(
          new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
        );
    });
    await page.getByLabel("Caption for pasted.txt").waitFor();
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(["x"], "dropped.txt", { type: "text/plain" }));
      data.items.add(
        new File([new ArrayBuffer(101 * 1024 * 1024)], "film.mkv", { type: "video/x-matroska" }),
      );
      const target = document.querySelector("[data-scroller]");
      for (const type of ["dragover", "drop"])
        target?.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await page.getByText(/film\.mkv has 10\d\.\d\sMB\. A file may have 104\.9\sMB at most\./).waitFor();
    await page.getByLabel("Caption for dropped.txt").waitFor();
    await page.getByRole("heading", { name: "Send a file" }).waitFor();
  }, 60_000);

  test("what is being sent can be stopped, and sent after all", async () => {
    await using opened = await demo.open(chat(0));
    const { page } = opened;
    await composer(page).waitFor();
    await attach(page, [textFile("long.bin", "application/octet-stream", "x".repeat(900_000))]);
    await dialog(page).getByRole("button", { name: "Send", exact: true }).click();
    const sent = page.locator("[data-message]", { hasText: "long.bin" });
    await sent.getByRole("button", { name: "Stop sending" }).click();
    await sent.getByText("Stopped").waitFor();
    await sent.getByRole("button", { name: /Tap to try again/ }).click();
    await sent.getByRole("button", { name: "Save long.bin" }).waitFor();
  }, 60_000);

  test("to a phone they go as a link, and that is said before and after", async () => {
    await using opened = await demo.open("/c/sms%3A%2B447700901201");
    const { page } = opened;
    await composer(page).waitFor();
    await attach(page, [await picture(page, "map.png", 600, 400)]);
    await page.getByText(/the file goes as a link.*It works for 7 days/).waitFor();
    await dialog(page).getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText(/The link works until/).waitFor();
  }, 60_000);
});

describe("files in a chat", () => {
  test("small pictures come by themselves, the rest on a tap", async () => {
    await using opened = await demo.open(withFiles);
    const { page, faults } = opened;
    await page.locator("[data-message]").first().waitFor();
    await page.keyboard.press("Alt+c");
    const first = page.locator("[data-message]", { hasText: "second hill" });
    await first.scrollIntoViewIfNeeded();
    await first.getByRole("button", { name: "Open coast-path.jpg" }).waitFor();
    const tickets = page.locator("[data-message]", { hasText: "Print these" });
    await tickets.getByRole("button", { name: /^Download Tickets/ }).click();
    await tickets.getByRole("button", { name: /^Save Tickets/ }).waitFor();
    const big = page.locator("[data-message]", { hasText: "The big one" });
    await big.getByRole("button", { name: /^Download panorama/ }).waitFor();
    expect(await page.getByText("No longer on the server").count()).toBe(2);
    expect(await findUnlabelled(page)).toEqual([]);
    expect(faults).toEqual([]);
  }, 60_000);

  test("fill the window: arrows, zoom, save, and back to where one was", async () => {
    await using opened = await demo.open(withFiles);
    const { page, faults } = opened;
    const first = page.locator("[data-message]", { hasText: "second hill" });
    await first.waitFor();
    await first.scrollIntoViewIfNeeded();
    await first.locator("[data-primary]").waitFor();
    await first.focus();
    await page.keyboard.press("Shift+Enter");
    await page.getByRole("dialog", { name: "Photos and videos" }).waitFor();
    await page.getByText("1 of 10").waitFor();
    await page.keyboard.press("ArrowRight");
    await page.getByText("2 of 10").waitFor();
    const shown = page.getByRole("dialog").getByRole("img", { name: "IMG_2041.jpg" });
    await shown.waitFor();
    await page.keyboard.press("+");
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLElement>("dialog img")].some((one) =>
        one.style.transform.includes("scale(1.4)"),
      ),
    );
    const download = page.waitForEvent("download");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    expect((await download).suggestedFilename()).toBe("IMG_2041.jpg");
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    expect(await first.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(faults).toEqual([]);
  }, 60_000);
});
