import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { createToken, registerBusinessMetrics } from "@culver/operator";
import { type CulverServer, createLogger, createServer, MIGRATIONS, TrustedProxies } from "@culver/server";
import { migrate, openDatabase } from "@culver/storage";
import manifest from "../../package.json" with { type: "json" };
import { type Context, ExitCode } from "../command.ts";
import type { Config } from "../config/index.ts";
import { BUSINESS_BODY_BYTES, loopbackUrl, openBusinessLink } from "./business-link.ts";
import { createBusinessPage } from "./business-page.ts";
import { LateBusiness } from "./late-business.ts";
import { limitsOf, streamLimitsOf } from "./limits.ts";
import { readLook } from "./look-files.ts";
import { addSmsMetrics, openOperatorDoor } from "./operator-door.ts";
import { pumpingOf } from "./pumping.ts";
import { relayNumbers } from "./relay-port.ts";
import { aborted, tlsOf } from "./serving.ts";
import { openSmsLink } from "./sms-link.ts";
import { openWebFiles } from "./web-files.ts";

/**
 * The composition root of the whole server: opens the database, the way to phones and the doors, says that it is ready, and
 * drains when the process is asked to end. Logs go to standard error.
 */
export async function runServer(config: Config, { out, err, signal }: Context): Promise<number> {
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  for (const address of [config.database, config.smsDatabase]) {
    if (address.startsWith("sqlite:"))
      mkdirSync(dirname(address.slice("sqlite:".length)), { recursive: true, mode: 0o700 });
  }
  const logger = createLogger({ level: config.logLevel, destination: { write: err } });
  await using database = await openDatabase(config.database);
  await migrate(database, MIGRATIONS);
  await using sms = await openSmsLink(config, logger.child({ part: "sms" }));
  const { sandbox } = sms;
  const proxies = new TrustedProxies(config.trustedProxies);
  let running: CulverServer | undefined;
  const theServer = (): CulverServer => {
    if (running !== undefined) return running;
    throw new Error("the server is not there yet");
  };
  const operatorToken = createToken(config.data);
  await using operator = await openOperatorDoor(config, {
    sms,
    server: theServer,
    token: operatorToken,
    proxies,
    log: logger.child({ part: "operator" }),
  });
  const hasBusiness = config.roles.includes("business");
  const files = config.roles.includes("web") || hasBusiness ? await openWebFiles() : undefined;
  const web = config.roles.includes("web") ? files : undefined;
  const page =
    hasBusiness && files !== undefined
      ? createBusinessPage(files, { publicUrl: new URL(config.url), withAssets: web === undefined })
      : undefined;
  const business = new LateBusiness(hasBusiness);
  await using server = await createServer({
    database,
    domain: config.domain,
    publicUrl: new URL(config.url),
    host: config.host,
    port: config.port,
    tls: tlsOf(config),
    name: "Culver",
    version: manifest.version,
    logger,
    sms: sms.sender,
    phones: sms.phones,
    sandbox: sandbox !== undefined,
    trustedProxies: proxies,
    metricsToken: config.metricsToken,
    look: await readLook(),
    mediaDirectory: join(config.data, "media"),
    mediaDays: config.mediaDays,
    web,
    routes: sms.routes,
    limits: limitsOf(config),
    countries: config.smsCountries,
    pumping: pumpingOf(config),
    streamLimits: streamLimitsOf(config),
    commitWindowMs: config.commitWindowMs,
    retentionDays: config.retentionDays,
    // No path is two's. A business's come first: each looks at the address anew, and its messages are many.
    before: (request, peer) =>
      business.fetch(request, peer) ??
      (sandbox && handsetPage(sandbox, request)) ??
      sms.fetch(request) ??
      operator.fetch(request, peer) ??
      page?.fetch(request),
    ...(hasBusiness ? { maxBodyBytes: BUSINESS_BODY_BYTES } : {}),
  });
  // Before the server, which its devices and its answers need.
  await using _ends = business;
  running = server;
  addSmsMetrics(server, sms);
  sms.start(server.smsHome);
  const address = config.port === 0 ? `http://localhost:${server.port}` : new URL(config.url).origin;
  if (hasBusiness) {
    business.set(
      await openBusinessLink(config, {
        serverUrl: loopbackUrl(config, server.port),
        publicUrl: new URL(address),
        relay: relayNumbers(theServer, sms.leg),
        operatorToken,
        proxies,
        hasSms: () => sms.leg !== undefined,
        log: logger.child({ part: "business" }),
        trustsServer: config.tlsCert !== undefined,
      }),
    );
    registerBusinessMetrics(server.metrics.registry, () => business.figures());
  }
  out(
    readyLines(address, {
      sandbox: sandbox !== undefined,
      gateway: sms.gateway !== undefined,
      business: hasBusiness,
    }),
  );
  await aborted(signal);
  logger.info("draining");
  await business.close();
  await server.close();
  return ExitCode.ok;
}

function readyLines(
  address: string,
  { sandbox, gateway, business }: Readonly<Record<"sandbox" | "gateway" | "business", boolean>>,
): string {
  return [
    `culver ready ${address}`,
    `  chat      ${address}/`,
    ...(business ? [`  inbox     ${address}/business`] : []),
    ...(sandbox
      ? [`  handsets  ${address}/sandbox   (sandbox carrier: whoever opens this page can read every code)`]
      : []),
    `  status    ${address}/status`,
    ...(gateway ? [`  carriers  ${address}/operator/sms`] : []),
    "",
  ].join("\n");
}

function handsetPage(sandbox: { fetch(request: Request): Response | Promise<Response> }, request: Request) {
  const { pathname } = new URL(request.url);
  if (pathname !== "/sandbox" && !pathname.startsWith("/sandbox/")) return undefined;
  return Promise.resolve(sandbox.fetch(request));
}
