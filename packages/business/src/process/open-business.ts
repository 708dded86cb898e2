import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { migrate } from "@culver/storage";
import { type BusinessAccounts, createAnnouncer, openAccounts } from "../accounts/index.ts";
import { createAdmin } from "../admin/index.ts";
import { createApi, createRegistrar, ENDPOINTS } from "../api/index.ts";
import { openDevices, silentLog } from "../devices/index.ts";
import { openEngine } from "../engine/index.ts";
import { createInbox } from "../inbox/index.ts";
import { openLibrary } from "../library/index.ts";
import { openMedia } from "../media/index.ts";
import { BUSINESS_LEDGER, BUSINESS_MIGRATIONS } from "../migrations/index.ts";
import { defaultLimits } from "../model/index.ts";
import { createReference } from "../reference/index.ts";
import { openReplies } from "../replies/index.ts";
import { managementLimit } from "../rules/index.ts";
import { WebhookQueue, type WebhookTarget } from "../webhooks/index.ts";
import { agentsDesk } from "./agents-desk.ts";
import { countMessages } from "./count-messages.ts";
import { databaseAnswers } from "./database-answers.ts";
import { type BusinessFigures, readFigures } from "./figures.ts";
import { withHeaders } from "./headers.ts";
import { createInFlight } from "./in-flight.ts";
import { type BusinessOptions, majorOf } from "./options.ts";
import { partOf } from "./paths.ts";
import { takeProcessLease } from "./process-lease.ts";

/** How long the end waits for answers under way, milliseconds. */
const GRACE_MS = 5_000;
const DAY_MS = 86_400_000;

/** A business's process, open: its devices are connected, its webhooks go out. */
export interface BusinessProcess extends AsyncDisposable {
  readonly accounts: BusinessAccounts;
  /** Undefined for what is not a business's: see `partOf`. `peer`: the connection's address. Never rejects. */
  fetch(request: Request, peer: string): Promise<Response> | undefined;
  figures(): Promise<BusinessFigures>;
  /** Whether its database answers in time, and is still its own. */
  isWell(): Promise<boolean>;
  /** Aborted when another process has taken the database over: this one has stopped working then. */
  readonly lost: AbortSignal;
}

/**
 * Opens everything of a business: accounts, the queue of webhooks, devices, and what is served. Closed in the reverse
 * order: what is under way ends first, and nothing new is taken.
 * @throws BusinessBusyError while another process has the database
 */
export async function openBusiness(options: BusinessOptions): Promise<BusinessProcess> {
  const {
    database,
    directory,
    serverUrl,
    publicUrl,
    relay,
    log = silentLog,
    now = Date.now,
    version = "v23.0",
  } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await migrate(database, BUSINESS_MIGRATIONS, { table: BUSINESS_LEDGER, now });
  await using stack = new AsyncDisposableStack();
  const lease = stack.use(await takeProcessLease(database));
  const reach = { ...options.reach, allow: options.allow ?? [] };
  const onVerified = (target: WebhookTarget) => queue.retry(target);
  const accounts = await openAccounts({ database, reach, onVerified, now });
  const queue = stack.use(
    WebhookQueue.open({
      ...{ database, reach, log, now },
      secretOf: (app) => accounts.app(app)?.secret,
      ...(options.webhooks ? { tuning: options.webhooks } : {}),
    }),
  );
  const announcer = createAnnouncer({ accounts, queue, major: majorOf(version) });
  // Where customers reach the relay; a business beside it reaches it by the machine's own address.
  const chatUrl = relay === undefined ? serverUrl : publicUrl.origin;
  const devices = stack.use(
    openDevices({
      serverUrl,
      linkUrl: chatUrl,
      database,
      directory,
      log,
      ...(options.client ? { client: options.client } : {}),
    }),
  );
  const media = stack.use(
    await openMedia({
      ...{ database, reach, log, now },
      folder: join(directory, "media"),
      publicUrl: publicUrl.origin,
      ...(options.mediaDays === undefined ? {} : { settings: { uploadedMs: options.mediaDays * DAY_MS } }),
    }),
  );
  const library = stack.use(openLibrary({ database, announcer, settings: options.templates, now, log }));
  const limits = { ...defaultLimits, ...options.limits };
  const engine = stack.use(
    await openEngine({
      ...{ database, accounts, announcer, devices, media, log, now },
      limits,
      ...(options.smsLanguage === undefined ? {} : { smsLanguage: options.smsLanguage }),
    }),
  );
  const messages = countMessages(engine);
  stack.defer(() => messages.stop());
  const replies = openReplies({ database, accounts, settings: options.replies, now, log });
  const inbox = await createInbox({
    ...{ database, accounts, engine, devices, media, log, now },
    templates: library.templates,
    templateDesk: library.desk,
    uploads: media.uploads,
    repliesDesk: replies.desk,
    webhooks: queue,
    publicUrl: publicUrl.origin,
    hasSms: options.hasSms ?? (() => true),
  });
  stack.defer(() => inbox.close());
  replies.start(engine, inbox.handover);
  const admin = createAdmin({
    ...{ accounts, queue, devices, relay, publicUrl },
    templates: library.desk,
    agents: agentsDesk(inbox),
    token: options.operatorToken,
  });
  const api = createApi({
    ...{ database, accounts, engine, media, limits, log, now },
    templates: library.templates,
    templateEndpoints: library.endpoints,
    registrar: createRegistrar({ accounts, devices, relay }),
    rate: managementLimit(limits, now),
    publicUrl: publicUrl.origin,
    chatLink: (number, text) => `${chatUrl}/#/to/${number}?${new URLSearchParams({ text })}`,
    settings: { defaultVersion: version },
  });
  const reference = createReference({ endpoints: ENDPOINTS, publicUrl: publicUrl.origin, version });
  // Last: from now on customers' messages come in.
  const numbers = accounts.businesses().flatMap(({ id }) => accounts.numbersOf(id));
  const toOpen = numbers.filter(({ status }) => status !== "deregistered");
  await Promise.all(toOpen.map((number) => devices.open(number)));
  const inFlight = stack.use(createInFlight(GRACE_MS));
  const opened = stack.move();
  // Two that work with one database would send twice, and each believe in its own tokens.
  const stop = () => {
    log.warn({}, "another process has taken this business's database over; this one has stopped");
    void opened.disposeAsync().catch(() => undefined);
  };
  lease.lost.addEventListener("abort", stop);
  if (lease.lost.aborted) stop();

  const addressOf = options.addressOf ?? ((_: Request, peer: string) => peer);
  const answer = (request: Request, peer: string): (() => Promise<Response>) | undefined => {
    switch (partOf(new URL(request.url).pathname)) {
      // Others shall not learn that there is something.
      case "admin":
        return options.isLocal(request, peer) ? () => admin.fetch(request) : undefined;
      case "graph":
      case "media":
        return () => api.fetch(request);
      case "docs":
        return () => reference.fetch(request);
      case "inbox":
        return () => inbox.fetch(request, addressOf(request, peer));
      default:
        return undefined;
    }
  };
  return {
    accounts,
    fetch(request, peer) {
      const work = answer(request, peer);
      return work && inFlight.run(work).then(withHeaders);
    },
    isWell: async () => !lease.lost.aborted && (await databaseAnswers(database)),
    lost: lease.lost,
    figures: () => readFigures(accounts, devices, queue, messages.counts),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
