import type { Database } from "@culver/storage";
import type { Logger } from "pino";
import type { AccountServices } from "../accounts/compose.ts";
import type { Media } from "../media/media.ts";
import type { Metrics } from "../operations/metrics.ts";
import type { StatusSnapshot } from "../operations/status.ts";
import type { TrustedProxies } from "./client-address.ts";
import type { StaticFiles } from "./static-files.ts";

/** What the HTTP door is made of. */
export interface HttpDoorContext {
  readonly database: Database;
  readonly services: AccountServices;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** The XMPP domain. */
  readonly domain: string;
  /** The operator's name for the server. */
  readonly name: string;
  readonly version: string;
  /** Where people reach it, for example `https://chat.example.org`. */
  readonly publicUrl: URL;
  readonly sandbox: boolean;
  /** ISO 3166 code that numbers written without `+` belong to. */
  readonly country?: string | undefined;
  readonly trustedProxies: TrustedProxies;
  /** With it, /metrics answers to `Authorization: Bearer` from anywhere; without, to loopback alone. */
  readonly metricsToken?: string | undefined;
  readonly status: () => Promise<StatusSnapshot>;
  readonly draining: () => boolean;
  /** The stylesheets of @culver/look, for the status page. */
  readonly look: { readonly tokens: string; readonly base: string };
  /** The built web app; without it there is none. */
  readonly web?: StaticFiles | undefined;
  /** Files on their way; without it none are taken. */
  readonly media?: Media | undefined;
}

/** What a request brings along besides itself. */
export interface HttpEnv {
  readonly Bindings: { readonly peer: string };
  readonly Variables: { address: string };
}
