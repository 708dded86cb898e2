import type { Database } from "@culver/storage";
import type { Logger } from "pino";
import { type AccountServices, createAccountServices } from "./accounts/compose.ts";
import { clientAddress, type TrustedProxies } from "./http/client-address.ts";
import { createHttpDoor } from "./http/door.ts";
import { LAST_WORD, refuseUnreadable } from "./http/last-word.ts";
import type { StaticFiles } from "./http/static-files.ts";
import type { LimitPolicies } from "./limits/policies.ts";
import { MailboxRetention } from "./mailbox/retention.ts";
import { createMedia } from "./media/media.ts";
import { accountRetention } from "./operations/account-retention.ts";
import { createMetrics, type Metrics } from "./operations/metrics.ts";
import { runRetention } from "./operations/retention.ts";
import type { RouteStatus, StatusSnapshot } from "./operations/status.ts";
import type { SmsSender } from "./ports.ts";
import type { PumpingAlarm } from "./pumping/alarm.ts";
import { DEFAULT_PUMPING, NO_PUMPING, type PumpingPolicy } from "./pumping/policy.ts";
import { reportAlarms } from "./pumping/report-alarm.ts";
import type { SmsServices } from "./sms/create-sms-side.ts";
import type { SmsHome } from "./sms/ports.ts";
import { createAccountHooks, createStreamPort } from "./stream/account-hooks.ts";
import { createStreamSide, type StreamSide } from "./stream/create-stream-side.ts";
import { registerStreamMetrics } from "./stream/register-metrics.ts";
import type { Session } from "./stream/session.ts";
import { DEFAULT_STREAM_LIMITS, type StreamLimits } from "./stream/stream-options.ts";

const STREAM_PATH = "/v1/stream";
const HOUSEKEEPING_MS = 15_000;
/** Iqs that are being answered are waited for so long when the server drains. */
const DRAIN_MS = 5_000;
const MAX_BODY_BYTES = 1024 * 1024;

export interface ServerOptions {
  /** Open and migrated (`migrate(database, MIGRATIONS)`); it is not closed with the server. */
  readonly database: Database;
  /** The XMPP domain. */
  readonly domain: string;
  /** Where people reach it, for example `https://chat.example.org`. */
  readonly publicUrl: URL;
  /** Address and port to listen on; port 0 for any that is free. */
  readonly host: string;
  readonly port: number;
  /** PEM texts; without them the server speaks plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  readonly name: string;
  readonly version: string;
  readonly logger: Logger;
  readonly sms: SmsSender;
  /** SMS for people and encrypted SMS; left out, both are refused. */
  readonly phones?: SmsServices | undefined;
  /** Accept the numbers of the sandbox carrier. */
  readonly sandbox?: boolean | undefined;
  readonly country?: string | undefined;
  readonly trustedProxies: TrustedProxies;
  readonly metricsToken?: string | undefined;
  readonly metrics?: Metrics | undefined;
  readonly look: { readonly tokens: string; readonly base: string };
  readonly web?: StaticFiles | undefined;
  /** Folder for files on their way, the server's own, shared by all processes of one database; without it none are taken. */
  readonly mediaDirectory?: string | undefined;
  /** How long a file is kept at most, 1 to 30 days; default 30. */
  readonly mediaDays?: number | undefined;
  /** Links to carriers, for the status page. */
  readonly routes?: (() => readonly RouteStatus[]) | undefined;
  /** Limits of the accounts' doors. */
  readonly limits?: LimitPolicies | undefined;
  /** ISO 3166 of the countries that codes are sent to; none for all of them. */
  readonly countries?: readonly string[] | undefined;
  /** When a prefix is closed to codes; never with the sandbox, unless told. */
  readonly pumping?: PumpingPolicy | undefined;
  /** Told of suspected SMS pumping, beside the log and the metrics. */
  readonly onPumping?: ((alarm: PumpingAlarm) => void | Promise<void>) | undefined;
  /** Limits of the stream; those left out keep their default. */
  readonly streamLimits?: Partial<StreamLimits> | undefined;
  /** How long a group commit fills, milliseconds; default 5. */
  readonly commitWindowMs?: number | undefined;
  /** How long the mailbox keeps what nobody fetches, days; default 30. */
  readonly retentionDays?: number | undefined;
  readonly now?: (() => number) | undefined;
  /** Octets of the longest body that `before` may be asked about; default 1 MiB. */
  readonly maxBodyBytes?: number | undefined;
  /** Asked before the server's own pages: undefined for what is not its own (the sandbox's handsets). */
  readonly before?:
    | ((request: Request, peer: string) => Promise<Response | undefined> | undefined)
    | undefined;
}

export interface ServerStats {
  readonly connections: number;
  readonly sessions: number;
  readonly messagesAccepted: number;
  readonly messagesWritten: number;
}

/** A running server. */
export interface CulverServer extends AsyncDisposable {
  /** Where it listens. */
  readonly url: URL;
  readonly port: number;
  readonly metrics: Metrics;
  readonly services: AccountServices;
  /** What the leg to phones works with. */
  readonly smsHome: SmsHome;
  stats(): ServerStats;
  /** Takes no more sessions, flushes acknowledgements, ends streams with system-shutdown. Once is enough. */
  drain(): Promise<void>;
  /** Drains and stops listening. */
  close(): Promise<void>;
}

/** The whole server, composed: accounts, HTTP, stream, mailbox. */
export async function createServer(options: ServerOptions): Promise<CulverServer> {
  const { database, domain, publicUrl, logger, now = Date.now } = options;
  const metrics = options.metrics ?? createMetrics();
  const limits: StreamLimits = { ...DEFAULT_STREAM_LIMITS, ...options.streamLimits };
  let composed: StreamSide | undefined;
  const side = (): StreamSide => {
    if (composed === undefined) throw new Error("the stream side is not there yet");
    return composed;
  };
  const services = await createAccountServices({
    database,
    stream: createStreamPort(side),
    hooks: createAccountHooks(side),
    sms: options.sms,
    host: publicUrl.hostname,
    limits: options.limits,
    isBusiness: async (account) => (await options.phones?.leg?.hasOwnNumber(account)) ?? false,
    countries: options.countries,
    pumping: options.pumping ?? (options.sandbox === true ? NO_PUMPING : DEFAULT_PUMPING),
    onPumping: reportAlarms(logger, metrics, options.onPumping),
    now,
  });
  const stream = await createStreamSide({
    database,
    domain,
    publicUrl,
    limits,
    commitWindowMs: options.commitWindowMs ?? 5,
    logger,
    now,
    authenticate: services.authenticate,
    directory: services.directory,
    privacy: services.privacy,
    iqs: services.iqs,
    keys: services.keys,
    limiter: services.limiter,
    accountLimits: services.limits,
    sms: options.phones ?? {},
  });
  composed = stream;
  await stream.notices.deliverStored();
  await stream.sms.scheduler?.start();

  const { door, mailboxes } = stream;
  const mailboxRows = cached(() => mailboxes.rows(), HOUSEKEEPING_MS, now);
  registerStreamMetrics(metrics.registry, {
    stream: door.counters,
    mailbox: mailboxes.counters,
    mailboxRows,
  });
  const startedAt = now();
  let draining: Promise<void> | undefined;
  const status = async (): Promise<StatusSnapshot> => ({
    name: options.name,
    version: options.version,
    domain,
    sandbox: options.sandbox ?? false,
    draining: draining !== undefined,
    startedAt,
    now: now(),
    sessions: door.counters.sessions,
    messagesAccepted: mailboxes.counters.accepted,
    mailboxRows: await mailboxRows(),
    database: database.dialect,
    residentBytes: process.memoryUsage.rss(),
    routes: options.routes?.() ?? [],
  });
  const media =
    options.mediaDirectory === undefined
      ? undefined
      : createMedia({ directory: options.mediaDirectory, days: options.mediaDays, database, logger, now });
  const http = createHttpDoor({
    database,
    services,
    logger,
    metrics,
    domain,
    name: options.name,
    version: options.version,
    publicUrl,
    sandbox: options.sandbox ?? false,
    country: options.country,
    trustedProxies: options.trustedProxies,
    metricsToken: options.metricsToken,
    status,
    draining: () => draining !== undefined,
    look: options.look,
    web: options.web,
    media,
  });

  const server = Bun.serve<Session>({
    hostname: options.host,
    port: options.port,
    ...(options.tls === undefined ? {} : { tls: options.tls }),
    maxRequestBodySize: options.maxBodyBytes ?? MAX_BODY_BYTES,
    async fetch(request, self) {
      const peer = self.requestIP(request)?.address ?? "";
      if (isStream(request.url)) {
        const forwarded = request.headers.get("x-forwarded-for") ?? undefined;
        return door.upgrade(request, self, clientAddress(peer, forwarded, options.trustedProxies));
      }
      return (
        refuseUnreadable(request) ?? (await options.before?.(request, peer)) ?? http.fetch(request, peer)
      );
    },
    ...LAST_WORD,
    websocket: door.websocket,
  });

  const stopping = new AbortController();
  const retention = runRetention({
    tasks: [
      ...accountRetention(database),
      mailboxRetention(new MailboxRetention(database, options.retentionDays ?? 30)),
      ...(media?.retention ?? []),
    ],
    metrics,
    logger,
    now,
    signal: stopping.signal,
  });
  const housekeeping = setInterval(() => {
    tidy().catch((error: unknown) => logger.warn({ err: error }, "housekeeping failed"));
  }, HOUSEKEEPING_MS);

  async function tidy(): Promise<void> {
    await stream.times.flush();
    await services.lastSeen.flush();
  }

  async function drainOnce(): Promise<void> {
    door.stopReading();
    const deadline = Date.now() + DRAIN_MS;
    while (stream.router.underWay > 0 && Date.now() < deadline) await Bun.sleep(5);
    await mailboxes.commit.flush().catch(() => undefined);
    door.shutDown();
    await tidy().catch((error: unknown) => logger.warn({ err: error }, "housekeeping failed"));
  }

  const drain = (): Promise<void> => {
    draining ??= drainOnce();
    return draining;
  };
  let closing: Promise<void> | undefined;
  const closeOnce = async (): Promise<void> => {
    await drain();
    stopping.abort();
    clearInterval(housekeeping);
    await stream.sms.scheduler?.stop();
    door.stop();
    await server.stop(true);
    await retention;
    await mailboxes.commit.flush().catch(() => undefined);
  };
  const close = (): Promise<void> => {
    closing ??= closeOnce();
    return closing;
  };

  return {
    url: server.url,
    port: server.port ?? options.port,
    metrics,
    services,
    smsHome: stream.sms.home,
    stats: () => ({
      connections: door.counters.connections,
      sessions: door.counters.sessions,
      messagesAccepted: mailboxes.counters.accepted,
      messagesWritten: mailboxes.counters.written,
    }),
    drain,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function isStream(url: string): boolean {
  const path = url.indexOf("/", url.indexOf("//") + 2);
  return url.startsWith(STREAM_PATH, path) && /^($|[?#])/.test(url.slice(path + STREAM_PATH.length));
}

function mailboxRetention(retention: MailboxRetention) {
  return { name: "mailbox", run: (at: number) => retention.run(at) };
}

/** At most one reading every `forMs`. */
function cached(read: () => Promise<number>, forMs: number, now: () => number): () => Promise<number> {
  let value: Promise<number> | undefined;
  let readAt = 0;
  return () => {
    if (value === undefined || now() - readAt >= forMs) {
      value = read();
      readAt = now();
      value.catch(() => {
        value = undefined;
      });
    }
    return value;
  };
}
