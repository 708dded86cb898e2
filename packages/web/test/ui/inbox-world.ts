import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { type InboxDemo, type InboxDemoOptions, serveInboxDemo } from "../../dev/inbox/server.ts";
import { launchBrowser } from "./demo.ts";

const web = fileURLToPath(new URL("../../", import.meta.url));

export interface OpenedInbox extends AsyncDisposable {
  readonly page: Page;
  readonly demo: InboxDemo;
  readonly context: BrowserContext;
  /** Errors of the page and refusals of its security policy. */
  readonly faults: readonly string[];
}

/** The inbox as it is built for the product, over invented chats. */
export interface InboxWorld extends AsyncDisposable {
  readonly folder: string;
  readonly browser: Browser;
  open(
    fragment: string,
    options?: InboxDemoOptions & { readonly viewport?: { width: number; height: number } },
  ): Promise<OpenedInbox>;
}

export async function startInboxWorld(): Promise<InboxWorld> {
  const folder = await mkdtemp(join(tmpdir(), "culver-inbox-"));
  const vite = fileURLToPath(new URL("../../../../node_modules/.bin/vite", import.meta.url));
  const build = Bun.spawn(
    ["node", vite, "build", "-c", "dev/inbox.vite.config.ts", "--outDir", folder, "--emptyOutDir"],
    { cwd: web, stdout: "ignore", stderr: "pipe" },
  );
  const errors = await new Response(build.stderr).text();
  if ((await build.exited) !== 0) throw new Error(errors);
  const browser = await launchBrowser();
  return {
    folder,
    browser,
    async open(fragment, { viewport = { width: 1280, height: 800 }, ...options } = {}) {
      const demo = serveInboxDemo(folder, options);
      const context = await browser.newContext({ locale: "en-GB", viewport });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (message) => {
        // A refusal of the server is a state of the page, and the browser's own line about it no fault of it.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
          faults.push(message.text());
      });
      await page.goto(demo.url + fragment);
      return {
        page,
        demo,
        context,
        faults,
        async [Symbol.asyncDispose]() {
          await context.close();
          demo.stop();
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
