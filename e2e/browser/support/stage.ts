import { rm } from "node:fs/promises";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { freePort } from "../../src/support/free-port.ts";
import { ServerProcess } from "../../src/support/server-process.ts";
import { buildApp } from "./built-app.ts";
import { Cable } from "./cable.ts";
import { launchChromium } from "./chromium.ts";
import { HandsetPage } from "./handsets.ts";
import { Person, type PersonOptions } from "./person.ts";

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1440, height: 900 };

/** How long anything on a page may take, ms; a busy machine is slow, a broken app is stuck. */
const PATIENCE_MS = 15_000;

export interface StageOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly chromiumArgs?: readonly string[];
  /** Keeps what the server says, for `server.said`. */
  readonly keepsOutput?: boolean;
}

/** A fresh `culver start` in a process of its own, a browser, and the page of handsets. */
export class Stage implements AsyncDisposable {
  readonly server: ServerProcess;
  readonly browser: Browser;
  readonly handsets: HandsetPage;

  readonly #cables: Cable[] = [];

  private constructor(server: ServerProcess, browser: Browser, handsets: HandsetPage) {
    this.server = server;
    this.browser = browser;
    this.handsets = handsets;
  }

  static async set({ env, chromiumArgs = [], keepsOutput = false }: StageOptions = {}): Promise<Stage> {
    await buildApp();
    const server = new ServerProcess({ port: freePort(), keepsOutput, ...(env !== undefined && { env }) });
    await server.start();
    const browser = await launchChromium(...chromiumArgs);
    const handsets = await browser.newPage({ viewport: DESKTOP });
    handsets.setDefaultTimeout(PATIENCE_MS);
    await handsets.goto(`${server.url}/sandbox`);
    return new Stage(server, browser, new HandsetPage(handsets));
  }

  /** Someone opens the app in a browser profile of their own. */
  async person(options: PersonOptions, contextOptions: BrowserContextOptions = {}): Promise<Person> {
    const cable = await Cable.to(Number(new URL(this.server.url).port));
    this.#cables.push(cable);
    const { proxy } = cable;
    const context = await this.browser.newContext({
      locale: "en-GB",
      viewport: DESKTOP,
      ...contextOptions,
      proxy,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const person = await Person.arrive(options, context, cable);
    await person.page.goto(this.server.url);
    return person;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    for (const cable of this.#cables) await cable[Symbol.asyncDispose]();
    await this.server.kill("SIGTERM");
    await rm(this.server.data, { recursive: true, force: true });
  }
}
