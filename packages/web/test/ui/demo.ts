import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { serveDemo } from "../../dev/demo-server.ts";

const web = fileURLToPath(new URL("../../", import.meta.url));

/** The built demonstration, served with the product's own security policy, and a browser to look at it. */
export interface Demo extends AsyncDisposable {
  readonly url: string;
  readonly browser: Browser;
  open(path: string, options?: Parameters<Browser["newContext"]>[0]): Promise<Opened>;
}

export interface Opened extends AsyncDisposable {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors of the page and refusals of its security policy. */
  readonly faults: readonly string[];
}

async function build(folder: string, what: readonly string[]): Promise<void> {
  const vite = fileURLToPath(new URL("../../../../node_modules/.bin/vite", import.meta.url));
  const child = Bun.spawn(["node", vite, "build", ...what, "--outDir", folder, "--emptyOutDir"], {
    cwd: web,
    stdout: "ignore",
    stderr: "pipe",
  });
  const errors = await new Response(child.stderr).text();
  if ((await child.exited) !== 0) throw new Error(errors);
}

/** Builds the product itself into a folder. */
export function buildProduct(folder: string): Promise<void> {
  return build(folder, []);
}

export function launchBrowser(): Promise<Browser> {
  const system = process.env.CULVER_CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({
    ...(existsSync(system) && { executablePath: system }),
    args: ["--no-sandbox"],
  });
}

export async function startDemo(options: { sandbox?: boolean } = {}): Promise<Demo> {
  const folder = await mkdtemp(join(tmpdir(), "culver-demo-"));
  await build(folder, ["dev", "-c", "dev/vite.config.ts"]);
  const { url, stop } = serveDemo(folder, options);
  const browser = await launchBrowser();
  return {
    url,
    browser,
    async open(path, contextOptions) {
      const context = await browser.newContext({
        locale: "en-GB",
        viewport: { width: 1280, height: 800 },
        ...contextOptions,
      });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") faults.push(message.text());
      });
      await page.goto(url + path);
      return { context, page, faults, [Symbol.asyncDispose]: () => context.close() };
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Everything one can act on has a name, ids are unique, images and fields are labelled. Gives what is wrong. */
export function findUnlabelled(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const wrong: string[] = [];
    const shown = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });
    const nameOf = (element: Element): string => {
      const by = element.getAttribute("aria-labelledby");
      const labels =
        element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
          ? [...(element.labels ?? [])]
          : [];
      return (
        element.getAttribute("aria-label") ??
        (by === null ? undefined : document.getElementById(by)?.textContent) ??
        (labels[0]?.textContent || element.textContent || "")
      ).trim();
    };
    const acts =
      "a[href],button,input,textarea,select,[role=menu],[role=dialog],[role=listbox],[role=list],dialog,nav,aside section";
    for (const element of document.querySelectorAll(acts)) {
      if (shown(element) && nameOf(element) === "") wrong.push(element.outerHTML.slice(0, 120));
    }
    for (const image of document.querySelectorAll("img:not([alt]),[role=img]:not([aria-label])"))
      wrong.push(image.outerHTML.slice(0, 120));
    for (const item of document.querySelectorAll("[role=listitem]")) {
      if (item.closest("[role=list]") === null) wrong.push("a list item outside a list");
    }
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) wrong.push(`id twice: ${id}`);
    if (document.querySelectorAll("main").length !== 1) wrong.push("not one main");
    if (document.documentElement.lang === "") wrong.push("no language");
    for (const element of document.querySelectorAll("button,a[href],input")) {
      const box = element.getBoundingClientRect();
      const hidden = element.matches(".visually-hidden,p a") || !shown(element) || box.width === 0;
      if (
        !hidden &&
        (box.height < 24 || box.width < 24) &&
        element.closest("[data-message]") === null &&
        element.closest("p") === null
      ) {
        wrong.push(`target ${box.width}×${box.height}: ${element.outerHTML.slice(0, 80)}`);
      }
    }
    return wrong;
  });
}
