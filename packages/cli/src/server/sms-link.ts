import { createSandbox, type Sandbox } from "@culver/sandbox";
import {
  countryOfNumber,
  type RouteStatus,
  type SmsHome,
  type SmsSender,
  type SmsServices,
} from "@culver/server";
import {
  type CarrierState,
  createQuietHours,
  createSmsRules,
  createTwilioCarriers,
  openSmsGateway,
  openSmsLeg,
  type SmsGateway,
  type SmsLeg,
  type SmsLog,
  type SmsRules,
  termsFrom,
} from "@culver/sms";
import { type Database, openDatabase } from "@culver/storage";
import type { Config } from "../config/index.ts";
import { parseSmsRoutes, type Route } from "../config/sms.ts";
import { createCodeSender } from "./code-sender.ts";
import { createEncryptedPort, octetsOf } from "./encrypted-port.ts";
import { LateHome } from "./late-home.ts";
import { openSmsCapture } from "./sms-capture.ts";
import { readOrMakeKey } from "./sms-key.ts";
import { readRoutes, sourcesFor, watchRoutes } from "./sms-routes.ts";

/** How long the sandbox's own link may take to bind at start, ms. */
const SANDBOX_READY_MS = 5000;

/** The way to phones: a gateway to the operator's carriers, or to the sandbox carrier, and the leg between it and chats. */
export interface SmsLink extends AsyncDisposable {
  readonly sender: SmsSender;
  readonly sandbox: Sandbox | undefined;
  /** What the server does with phones. */
  readonly phones: SmsServices;
  /** Undefined where this process plays no gateway. */
  readonly gateway: SmsGateway | undefined;
  /** Where its texts wait. */
  readonly database: Database | undefined;
  readonly leg: SmsLeg | undefined;
  readonly rules: SmsRules | undefined;
  routes(): readonly RouteStatus[];
  /** Webhooks of HTTP carriers; undefined for what is none. */
  fetch(request: Request): Promise<Response | undefined> | undefined;
  /** Reads the carriers again. @throws RouteError; the old ones stay. */
  reload(): Promise<void>;
  /** The server is there: what phones write is taken from now on. */
  start(home: SmsHome): void;
}

/** Without any route, sending fails with a plain error and the server runs all the same. */
export async function openSmsLink(config: Config, log: SmsLog): Promise<SmsLink> {
  if (!config.roles.includes("gateway")) return NO_LINK;
  await using stack = new AsyncDisposableStack();
  const sandbox = config.sandbox ? stack.use(await createSandbox()) : undefined;
  const database = stack.use(await openDatabase(config.smsDatabase));
  const secret = await readOrMakeKey(config.smsKeyFile);
  const twilio = createTwilioCarriers({ publicUrl: new URL(config.url), log });
  const read = () => routesOf(config, sandbox);
  let routes = read();
  const rules = createSmsRules({
    database,
    operator: config.smsOperator,
    help: config.smsHelp,
    texts: config.smsReplies,
    countryOf: countryOfNumber,
    quietHours: createQuietHours({ countryOf: countryOfNumber, spans: config.smsQuietHours }),
  });
  const capture = openSmsCapture(config);
  if (capture !== undefined) stack.use(capture);
  const gateway = stack.use(
    await openSmsGateway({
      ...{ database, routes: sourcesFor(routes, twilio), rules, log, secret },
      ...(capture ? { tuning: { onPdu: capture.onPdu } } : {}),
    }),
  );
  const home = new LateHome();
  const leg = stack.use(
    await openSmsLeg({
      database,
      gateway,
      home,
      rules,
      people: config.smsPeople && config.smsPool.length > 0,
      pool: config.smsPool,
      terms: (phone) => termsFrom(routes)(phone),
      allowedPrefixes: config.smsAllowed,
      unknownReply: config.smsUnknownReply,
      secret,
      limits: {
        perHour: config.smsPerHour,
        perDay: config.smsPerDay,
        maxSegments: config.smsMaxSegments,
      },
      log,
    }),
  );
  const reload = async (): Promise<void> => {
    const next = read();
    await gateway.setRoutes(sourcesFor(next, twilio));
    routes = next;
  };
  if (config.smsRoutesFile !== undefined) stack.use(watchRoutes(config.smsRoutesFile, reload, log));
  if (sandbox !== undefined) await gateway.ready(SANDBOX_READY_MS);
  const opened = stack.move();
  return {
    sender: createCodeSender(gateway, config.smsSender),
    sandbox,
    phones: phonesOf(config, gateway, leg),
    gateway,
    database,
    leg,
    rules,
    routes: () => gateway.state().carriers.map(statusOf),
    fetch: (request) => (isWebhook(request) ? twilio.fetch(request) : undefined),
    reload,
    start(server) {
      home.set(server);
      leg.start();
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** @throws RouteError */
function routesOf(config: Config, sandbox: Sandbox | undefined): readonly Route[] {
  if (sandbox !== undefined) return parseSmsRoutes(sandbox.route);
  return config.smsRoutesFile === undefined ? config.smsRoutes : readRoutes(config.smsRoutesFile);
}

function phonesOf(config: Config, gateway: SmsGateway, leg: SmsLeg): SmsServices {
  const [first] = config.smsPool;
  // Phones show data SMS to nobody, but carriers want a number to send them from.
  const from = config.smsSender.startsWith("+") ? config.smsSender : (first ?? config.smsSender);
  return {
    leg,
    encrypted: config.smsEncrypted
      ? {
          port: createEncryptedPort(gateway, from),
          maxOctets: octetsOf(config.smsEncryptedSegments),
          perDay: config.smsEncryptedPerDay,
        }
      : undefined,
  };
}

function isWebhook(request: Request): boolean {
  return new URL(request.url).pathname.startsWith("/sms/");
}

const NO_LINK: SmsLink = {
  sender: { send: () => Promise.reject(new Error("this process is no gateway: see CULVER_ROLES")) },
  sandbox: undefined,
  phones: {},
  gateway: undefined,
  database: undefined,
  leg: undefined,
  rules: undefined,
  routes: () => [],
  fetch: () => undefined,
  reload: async () => undefined,
  start: () => undefined,
  [Symbol.asyncDispose]: async () => undefined,
};

function statusOf({ name, isBound, binds, queued, inFlight, counters }: CarrierState): RouteStatus {
  const isConnecting = binds.some(({ status }) => status === "connecting");
  return {
    name,
    state: isBound ? "connected" : isConnecting ? "connecting" : "down",
    since: Math.max(0, ...binds.map(({ since }) => since)),
    waiting: queued + inFlight,
    sent: counters.accepted,
  };
}
