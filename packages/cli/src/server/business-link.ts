import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { type BusinessOptions, type BusinessProcess, openBusiness } from "@culver/business";
import type { TrustedProxies } from "@culver/server";
import { openDatabase } from "@culver/storage";
import type { Config } from "../config/index.ts";
import { addressOf, isLocal } from "./operator-door.ts";
import type { RelayNumbers } from "./relay-port.ts";

/** The largest file that businesses upload, and the form around it, octets. */
export const BUSINESS_BODY_BYTES = 101 * 1024 * 1024;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What a business's process gets of the process around it. */
export interface BusinessLinkOptions {
  /** Of the relay. */
  readonly serverUrl: string;
  readonly publicUrl: URL;
  /** The relay in this process. */
  readonly relay?: RelayNumbers | undefined;
  readonly operatorToken: string;
  readonly proxies: TrustedProxies;
  /** Whether texts go to phones from the relay; not known of one elsewhere. */
  readonly hasSms?: (() => boolean) | undefined;
  readonly log: NonNullable<BusinessOptions["log"]>;
  /** Over loopback to this process itself, whose certificate is for its public name. */
  readonly trustsServer?: boolean;
}

/** Opens the businesses of a process, with their database, as the operator set it. */
export async function openBusinessLink(
  config: Config,
  options: BusinessLinkOptions,
): Promise<BusinessProcess> {
  const address = config.businessDatabase;
  if (address.startsWith("sqlite:"))
    mkdirSync(dirname(address.slice("sqlite:".length)), { recursive: true, mode: 0o700 });
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await openDatabase(address));
  const { serverUrl, publicUrl, relay, operatorToken, hasSms, proxies, log, trustsServer = false } = options;
  const business = stack.use(
    await openBusiness({
      ...{ database, serverUrl, publicUrl, relay, operatorToken, hasSms, log },
      isLocal: (request, peer) => isLocal(request, peer, proxies),
      addressOf: (request, peer) => addressOf(request, peer, proxies),
      directory: join(config.data, "business"),
      limits: {
        windowMs: config.businessWindowHours * HOUR_MS,
        throughput: config.businessThroughput,
        pairMs: config.businessPairSeconds * 1000,
        pairBurst: config.businessPairBurst,
        tier: config.businessTier,
        managementPerHour: config.businessManagementPerHour,
        refuseAtOnce: config.businessRefuseAtOnce,
      },
      allow: config.businessAllowHosts,
      webhooks: {
        batchEvents: config.businessWebhookBatch,
        timeoutMs: config.businessWebhookTimeoutSeconds * 1000,
        retryForMs: config.businessWebhookDays * DAY_MS,
      },
      mediaDays: config.businessMediaDays,
      smsLanguage: config.businessSmsLanguage,
      templates: {
        isAutomatic: config.businessTemplateApproval,
        perBusiness: config.businessTemplates,
        editsPerDay: config.businessTemplateEditsPerDay,
        editsPerMonth: config.businessTemplateEditsPerMonth,
        holdNameMs: config.businessTemplateHoldDays * DAY_MS,
      },
      replies: {
        timeZone: config.businessRepliesTimeZone,
        awayEveryMs: config.businessRepliesAwayHours * HOUR_MS,
        loopTexts: config.businessRepliesPerTenMinutes,
        loopMs: 10 * MINUTE_MS,
      },
      version: config.businessGraphVersion,
      ...(trustsServer ? { client: trustingClient() } : {}),
    }),
  );
  const opened = stack.move();
  return { ...business, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** Where a process reaches its own door. */
export function loopbackUrl({ host, tlsCert }: Config, port: number): string {
  const everywhere = host === "0.0.0.0" || host === "::";
  const name = everywhere ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return `${tlsCert === undefined ? "http" : "https"}://${name}:${port}`;
}

/** For a connection that does not leave the machine. */
function trustingClient() {
  const tls = { rejectUnauthorized: false };
  // Bun's own second argument, which the types of the web do not know.
  const Socket = WebSocket as unknown as new (url: string, options: object) => WebSocket;
  return {
    fetch: (input: string, init?: RequestInit) => fetch(input, { ...init, tls }),
    WebSocket: class extends Socket {
      constructor(url: string, protocols: string | string[] = []) {
        super(url, { protocols, tls });
      }
    },
  };
}
