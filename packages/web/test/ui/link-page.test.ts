import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  encodeLinkFragment,
  encryptAttachment,
  generateAttachmentKey,
  type LinkedAttachment,
} from "@culver/crypto/attachment";
import type { Browser, Page } from "playwright-core";
import { buildProduct, launchBrowser } from "./demo.ts";

/** What the product's server sends with its pages (packages/server/src/http/content-policy.ts). */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; require-trusted-types-for 'script'";

const media = new Map<string, Uint8Array<ArrayBuffer>>();
const asked: string[] = [];
let folder = "";
let browser: Browser;
let server: ReturnType<typeof Bun.serve>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "culver-link-"));
  await buildProduct(folder);
  server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      const { pathname } = new URL(request.url);
      asked.push(request.url);
      const headers = { "content-security-policy": policy };
      if (pathname.startsWith("/m/"))
        return new Response(Bun.file(join(folder, "m/index.html")), { headers });
      if (pathname.startsWith("/v1/media/")) {
        const bytes = media.get(pathname.slice("/v1/media/".length));
        return bytes === undefined ? new Response(null, { status: 410 }) : new Response(bytes);
      }
      return new Response(Bun.file(join(folder, pathname)), { headers });
    },
  });
  browser = await launchBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop(true);
  await rm(folder, { recursive: true, force: true });
});

/** Puts a file where the page will ask for it, and gives the address of its link. */
async function upload(id: string, file: Blob, name: string, changes: Partial<LinkedAttachment> = {}) {
  const key = generateAttachmentKey();
  const { stream, hash } = await encrypted(key, file);
  media.set(id, stream);
  const fragment = encodeLinkFragment({ key, hash, size: file.size, name, type: file.type, ...changes });
  return `http://127.0.0.1:${server.port}/m/${id}#${fragment}`;
}

async function encrypted(key: Uint8Array, file: Blob) {
  const { transform, hash } = await encryptAttachment(key, file.size);
  const stream = new Uint8Array(await new Response(file.stream().pipeThrough(transform)).arrayBuffer());
  return { stream, hash: hash() };
}

async function open(address: string): Promise<{ page: Page; faults: string[] } & AsyncDisposable> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(address);
  return { page, faults, [Symbol.asyncDispose]: () => context.close() };
}

const pixel = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
  (letter) => letter.charCodeAt(0),
);

describe("the page behind a link", () => {
  test("decrypts a picture in the browser and shows it; the server learns nothing of it", async () => {
    const link = await upload("picture", new Blob([pixel], { type: "image/png" }), "coast.png");
    await using opened = await open(link);
    const { page, faults } = opened;
    const image = page.getByRole("img", { name: "coast.png" });
    await image.waitFor();
    expect(await image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(1);
    await page.getByText("This file was decrypted in your browser").waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Save" }).click();
    expect((await download).suggestedFilename()).toBe("coast.png");
    const fragment = new URL(link).hash.slice(1);
    expect(asked.some((url) => url.includes(fragment) || url.includes("coast"))).toBe(false);
    expect(faults).toEqual([]);
  }, 60_000);

  test("a page of HTML is saved, never shown, whatever its link says", async () => {
    const html = new Blob(["<script>document.title='run'</script>"], { type: "text/html" });
    const link = await upload("page", html, "../../index.html");
    await using opened = await open(link);
    const { page } = opened;
    await page.getByText("Files like this one are not opened here").waitFor();
    expect(await page.locator("iframe, object, embed, img[alt*=index]").count()).toBe(0);
    expect(await page.getByRole("link", { name: "Save" }).getAttribute("download")).not.toContain("/");
    expect(await page.title()).not.toBe("run");
  }, 60_000);

  test("says what is wrong: no key, another key, a file that is gone, no connection", async () => {
    const link = await upload("kept", new Blob(["hello"], { type: "text/plain" }), "hello.txt");
    const bare = link.slice(0, link.indexOf("#"));
    await using cut = await open(link.slice(0, -20));
    await cut.page.getByText("The link is incomplete").waitFor();
    await using none = await open(bare);
    await none.page.getByText("The link is incomplete").waitFor();
    const other = await upload("kept", new Blob(["hello"], { type: "text/plain" }), "hello.txt", {
      key: generateAttachmentKey(),
    });
    await using wrong = await open(other);
    await wrong.page.getByText("The link does not fit the file").waitFor();
    media.delete("kept");
    await using gone = await open(link);
    await gone.page.getByText("This file is no longer here").waitFor();
    await using away = await open("about:blank");
    await away.page.route("**/v1/media/**", (route) => route.abort());
    await away.page.goto(link);
    await away.page.getByText("No connection").waitFor();
    await away.page.unroute("**/v1/media/**");
    await away.page.getByRole("button", { name: "Try again" }).click();
    await away.page.getByText("This file is no longer here").waitFor();
  }, 60_000);

  test("a large file waits for a tap", async () => {
    const size = 30_000_000;
    const link = await upload("large", new Blob([new Uint8Array(size)]), "large.bin");
    await using opened = await open(link);
    const { page } = opened;
    await page.getByRole("button", { name: /^Fetch it, 30\sMB/ }).click();
    await page.getByRole("link", { name: "Save" }).waitFor();
  }, 60_000);
});
