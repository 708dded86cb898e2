import { mkdirSync } from "node:fs";
import { createToken, registerBusinessMetrics } from "@culver/operator";
import { createLogger, createMetrics, LAST_WORD, refuseUnreadable, TrustedProxies } from "@culver/server";
import { type Context, ExitCode } from "../command.ts";
import type { Config } from "../config/index.ts";
import { BUSINESS_BODY_BYTES, openBusinessLink } from "./business-link.ts";
import { createBusinessPage } from "./business-page.ts";
import { LateBusiness } from "./late-business.ts";
import { isLocal } from "./operator-door.ts";
import { createProcessRoutes } from "./process-routes.ts";
import { aborted, tlsOf } from "./serving.ts";
import { openWebFiles } from "./web-files.ts";

/** The composition root of a process that is only businesses, on a host of their own; the relay is at `serverUrl`. */
export async function runBusiness(
  config: Config,
  serverUrl: string,
  { out, err, signal }: Context,
): Promise<number> {
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  const logger = createLogger({ level: config.logLevel, destination: { write: err } });
  const proxies = new TrustedProxies(config.trustedProxies);
  const local = (request: Request, peer: string) => isLocal(request, peer, proxies);
  const metrics = createMetrics();
  const business = new LateBusiness(true);
  const files = await openWebFiles();
  const page = files && createBusinessPage(files, { publicUrl: new URL(config.url), withAssets: true });
  const routes = createProcessRoutes({
    registry: metrics.registry,
    metricsToken: config.metricsToken,
    isLocal: local,
    state: () => business.state(),
  });
  const tls = tlsOf(config);
  const http = Bun.serve({
    hostname: config.host,
    port: config.port,
    ...(tls === undefined ? {} : { tls }),
    maxRequestBodySize: BUSINESS_BODY_BYTES,
    async fetch(request, self) {
      const peer = self.requestIP(request)?.address ?? "";
      return (
        refuseUnreadable(request) ??
        (await business.fetch(request, peer)) ??
        (await page?.fetch(request)) ??
        (await routes.fetch(request, peer))
      );
    },
    ...LAST_WORD,
  });
  try {
    const address = config.port === 0 ? `http://localhost:${http.port}` : new URL(config.url).origin;
    const opened = await openBusinessLink(config, {
      serverUrl,
      publicUrl: new URL(address),
      operatorToken: createToken(config.data),
      proxies,
      log: logger.child({ part: "business" }),
    });
    business.set(opened);
    registerBusinessMetrics(metrics.registry, () => business.figures());
    out(`culver ready ${address}\n  inbox     ${address}/business\n  relay     ${serverUrl}\n`);
    await aborted(AbortSignal.any([signal, opened.lost]));
    logger.info("draining");
    await business.close();
    if (opened.lost.aborted) {
      err("Another process has taken this business's database over: this one has ended.\n");
      return ExitCode.failure;
    }
  } finally {
    await http.stop(true);
  }
  return ExitCode.ok;
}
