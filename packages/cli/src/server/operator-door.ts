import { createOperator, ReceiptWebhook, registerLegMetrics, registerSmsMetrics } from "@culver/operator";
import {
  type CulverServer,
  clientAddress,
  isLocalRequest,
  plainAddress,
  type TrustedProxies,
} from "@culver/server";
import type { SmsLog, SmsRules } from "@culver/sms";
import type { Config } from "../config/index.ts";
import { relayNumbers, voucherText } from "./relay-port.ts";
import type { SmsLink } from "./sms-link.ts";

/** What the operator of a gateway has: a page, commands, metrics, receipts to a webhook. */
export interface OperatorDoor extends AsyncDisposable {
  /** Undefined for what is not the operator's, and for callers from elsewhere. */
  fetch(request: Request, peer: string): Promise<Response> | undefined;
}

const NONE: OperatorDoor = { fetch: () => undefined, [Symbol.asyncDispose]: async () => undefined };

/** Opens it over a gateway; a process without one has none. */
export async function openOperatorDoor(
  config: Config,
  {
    sms,
    server,
    token,
    proxies,
    log,
  }: {
    readonly sms: SmsLink;
    readonly server: () => CulverServer;
    readonly token: string;
    readonly proxies: TrustedProxies;
    readonly log: SmsLog;
  },
): Promise<OperatorDoor> {
  const { gateway, rules, database, leg } = sms;
  if (gateway === undefined || database === undefined) return NONE;
  const operator = createOperator({
    gateway,
    token,
    sender: config.smsSender,
    suppressions: rules && suppressionsOf(rules),
    closedPrefixes: {
      list: () => server().services.pumping.list(),
      reopen: async (prefix) => void (await server().services.pumping.reopen(prefix)),
    },
    businessNumbers: leg && {
      async vouch(number) {
        const voucher = await relayNumbers(server, leg).voucher(number);
        return { voucher: voucherText(voucher), expiresAt: voucher.expiresAt };
      },
      list: () => leg.dedicated.list(),
      release: (number) => leg.dedicated.remove(number),
    },
    pool: leg && { state: () => leg.state(), release: (since) => leg.releasePairs(since) },
    reloadRoutes: config.smsRoutesFile === undefined ? undefined : sms.reload,
  });
  const { smsReceiptWebhook: url, smsReceiptSecret: secret = "" } = config;
  const webhook =
    url === undefined ? undefined : await ReceiptWebhook.open({ gateway, database, url, secret, log });
  return {
    fetch: (request, peer) => operator.fetch(request, isLocal(request, peer, proxies)),
    [Symbol.asyncDispose]: async () => webhook?.[Symbol.asyncDispose](),
  };
}

/** Adds the gateway's figures to the server's. */
export function addSmsMetrics(server: CulverServer, { gateway, leg }: SmsLink): void {
  const { registry } = server.metrics;
  if (gateway !== undefined) registerSmsMetrics(registry, () => gateway.state());
  if (leg !== undefined) registerLegMetrics(registry, () => leg.state());
}

/** Whether a caller is on this machine, without a proxy between. */
export function isLocal(request: Request, peer: string, proxies: TrustedProxies): boolean {
  return isLocalRequest(request.headers, plainAddress(peer), addressOf(request, peer, proxies));
}

/** Who is calling, as far as proxies that are trusted tell it. */
export function addressOf(request: Request, peer: string, proxies: TrustedProxies): string {
  return clientAddress(peer, request.headers.get("x-forwarded-for") ?? undefined, proxies);
}

function suppressionsOf({
  suppressions,
}: SmsRules): NonNullable<Parameters<typeof createOperator>[0]["suppressions"]> {
  return {
    async list(limit) {
      const all = [];
      let page = await suppressions.list();
      while (page.length > 0 && all.length < limit) {
        for (const { ours, phone, since, source } of page)
          all.push({ phone, from: ours === "" ? undefined : ours, since, source });
        page = await suppressions.list(page.at(-1));
      }
      return all.slice(0, limit);
    },
    add: async (phone, from) => void (await suppressions.add({ phone, ours: from ?? "" })),
    remove: async (phone, from) => void (await suppressions.remove(phone, from ?? "")),
    export: () => suppressions.export(),
    import: (lines) => suppressions.import(lines),
  };
}
