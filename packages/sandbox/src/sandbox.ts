import { randomBytes } from "node:crypto";
import { PageAssets } from "@culver/pages";
import { SandboxCarrier } from "./carrier.ts";
import { Handsets } from "./handsets.ts";
import { createApp } from "./http/app.ts";

export interface SandboxOptions {
  /** SMPP port on loopback. Default: any free one. */
  readonly port?: number;
  /** Messages kept per handset. Default 200. */
  readonly keep?: number;
  /** Time from accepting a message to its receipt. Default 250 ms. */
  readonly receiptDelayMs?: number;
  /** Waits before a message or receipt the gateway did not take is sent again. Default from 250 ms to 5 s. */
  readonly redelivery?: { readonly baseMs?: number; readonly maxMs?: number };
  /** Host names besides loopback ones at which the page may be read. Default none. */
  readonly hosts?: readonly string[];
}

/** The handset page. */
const page = {
  script: new URL("./page/main.ts", import.meta.url),
  style: new URL("./page/page.css", import.meta.url),
  html: new URL("./page/page.html", import.meta.url),
  icon: new URL("./page/icon.svg", import.meta.url),
  publicPath: "/sandbox/assets/",
};

/** A running make-believe carrier. */
export interface Sandbox extends AsyncDisposable {
  /** Route for the SMS gateway, with the random id and password of this run. */
  readonly route: string;
  readonly port: number;
  /** Serves /sandbox and everything below. */
  fetch(request: Request): Response | Promise<Response>;
  /** Unbinds whoever is bound, ends live feeds, stops listening. */
  close(): Promise<void>;
}

/**
 * Starts a carrier on loopback whose phones are the handsets at /sandbox. Whoever can fetch that page can
 * read every code: serve it on loopback only.
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port: wanted = 0, keep = 200, receiptDelayMs = 250, redelivery = {}, hosts = [] } = options;
  const systemId = `sb${randomBytes(5).toString("hex")}`;
  // 8 characters are what SMPP 3.4 allows a password; base64url makes them 48 bits.
  const password = randomBytes(6).toString("base64url");
  const handsets = new Handsets(keep);
  const carrier = new SandboxCarrier(handsets, {
    systemId,
    password,
    port: wanted,
    receiptDelayMs,
    redelivery,
  });
  const closing = new AbortController();
  const app = createApp({ handsets, carrier, assets: new PageAssets(page), hosts, closing: closing.signal });
  const port = await carrier.listen();
  const close = async () => {
    closing.abort();
    await carrier[Symbol.asyncDispose]();
  };
  return {
    route: `smpp://${systemId}:${password}@127.0.0.1:${port}?window=50`,
    port,
    fetch: (request) => app.fetch(request),
    close,
    [Symbol.asyncDispose]: close,
  };
}
