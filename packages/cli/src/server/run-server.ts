import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createToken } from "@culver/operator";
import { type CulverServer, createLogger, createServer, MIGRATIONS, TrustedProxies } from "@culver/server";
import { migrate, openDatabase } from "@culver/storage";
import manifest from "../../package.json" with { type: "json" };
import { type Context, ExitCode } from "../command.ts";
import type { Config } from "../config/index.ts";
import { limitsOf } from "./limits.ts";
import { readLook } from "./look-files.ts";
import { addSmsMetrics, openOperatorDoor } from "./operator-door.ts";
import { pumpingOf } from "./pumping.ts";
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
  await using operator = await openOperatorDoor(config, {
    sms,
    server: () => {
      if (running !== undefined) return running;
      throw new Error("the server is not there yet");
    },
    token: createToken(config.data),
    proxies,
    log: logger.child({ part: "operator" }),
  });
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
    web: config.roles.includes("web") ? await openWebFiles() : undefined,
    routes: sms.routes,
    limits: limitsOf(config),
    countries: config.smsCountries,
    pumping: pumpingOf(config),
    streamLimits: { maxStanzaBytes: config.maxStanzaBytes, resumeMs: config.resumptionMinutes * 60_000 },
    commitWindowMs: config.commitWindowMs,
    retentionDays: config.retentionDays,
    before: (request, peer) =>
      (sandbox && handsetPage(sandbox, request)) ?? sms.fetch(request) ?? operator.fetch(request, peer),
  });
  running = server;
  addSmsMetrics(server, sms);
  sms.start(server.smsHome);
  const address = config.port === 0 ? `http://localhost:${server.port}` : new URL(config.url).origin;
  out(readyLines(address, sandbox !== undefined, sms.gateway !== undefined));
  await aborted(signal);
  logger.info("draining");
  await server.close();
  return ExitCode.ok;
}

function readyLines(address: string, sandbox: boolean, gateway: boolean): string {
  return [
    `culver ready ${address}`,
    `  chat      ${address}/`,
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

function tlsOf({ tlsCert, tlsKey }: Config): { cert: string; key: string } | undefined {
  if (tlsCert === undefined || tlsKey === undefined) return undefined;
  return { cert: readFileSync(tlsCert, "utf8"), key: readFileSync(tlsKey, "utf8") };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
