import type { BrowserContext } from "playwright-core";

/** Collects console errors, refusals of the security policy among them, and uncaught exceptions, of all pages of a context. */
export class Faults {
  readonly all: string[] = [];
  /** While the person is offline, the browser says of each request that there is no connection, or no more; that is no fault. */
  offline = false;

  constructor(context: BrowserContext) {
    context.on("console", (message) => {
      const text = message.text();
      if (message.type() !== "error" && !text.includes("Content Security Policy")) return;
      if (this.offline && /ERR_INTERNET_DISCONNECTED|ERR_INCOMPLETE_CHUNKED/.test(text)) return;
      this.all.push(text);
    });
    context.on("weberror", (error) => this.all.push(error.error().message));
  }
}
