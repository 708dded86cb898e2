import type { BrowserContext } from "playwright-core";

/** Collects console errors, refusals of the security policy among them, and uncaught exceptions, of all pages of a context. */
export class Faults {
  readonly all: string[] = [];
  /** While the person is offline, the browser says of each failed request that there is no connection; that is no fault. */
  offline = false;

  constructor(context: BrowserContext) {
    context.on("console", (message) => {
      const text = message.text();
      if (message.type() !== "error" && !text.includes("Content Security Policy")) return;
      if (this.offline && text.includes("ERR_INTERNET_DISCONNECTED")) return;
      this.all.push(text);
    });
    context.on("weberror", (error) => this.all.push(error.error().message));
  }
}
