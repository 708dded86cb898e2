import { migrate } from "@culver/storage";
import { type SmsLog, silentLog } from "../log.ts";
import { SMS_MIGRATIONS } from "../migrations/index.ts";
import { encodeContent } from "../queue/content.ts";
import { Journal } from "../queue/journal.ts";
import { MessageIndex } from "../queue/message-index.ts";
import { MessageStore } from "../queue/message-store.ts";
import { isBegun, newProgress } from "../queue/progress.ts";
import type { QueuedMessage } from "../queue/queued-message.ts";
import { defaultRetry } from "../queue/retry.ts";
import { defaultBreaker } from "../routing/breaker.ts";
import type { TextOptions } from "../text/index.ts";
import { Vault } from "../vault/vault.ts";
import { Alerts } from "./alerts.ts";
import type { SmsGateway } from "./api.ts";
import { carriersOf } from "./carriers-of.ts";
import type { Core, GatewayTally } from "./core.ts";
import { ALL_STALLED_MS, Dispatcher } from "./dispatcher.ts";
import { durableParts } from "./durable-parts.ts";
import { SmsUnavailableError } from "./errors.ts";
import { Fleet } from "./fleet.ts";
import { Histogram } from "./histogram.ts";
import { IncomingTaker } from "./incoming-taker.ts";
import { Loader } from "./loader.ts";
import type { SmsMessage, SmsStatus } from "./message.ts";
import type { OpenSmsGatewayOptions, QueueTuning } from "./options.ts";
import { Orphans } from "./orphans.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { ReceiptFinder } from "./receipt-finder.ts";
import { ReceiptTaker } from "./receipt-taker.ts";
import { replayReceipts } from "./replay.ts";
import { deleteOld } from "./retention.ts";
import { Router } from "./router.ts";
import { sourcesOf } from "./sources.ts";
import { StatusTeller } from "./status-teller.ts";
import { lastStatus, tracesOf } from "./traces.ts";

const HOUR_MS = 3_600_000;
const COMMIT_BOUNDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1];

const defaultTuning: Required<QueueTuning> = {
  commitWindowMs: 4,
  maxInMemory: 10_000,
  maxAwaiting: 20_000,
  maxParked: 10_000,
  sweepMs: 1_000,
  receiptGraceSeconds: 600,
  keepDays: 14,
  handlerRetryMs: 1_000,
};

/**
 * Opens the gateway on a database, which it migrates: carriers are bound, and what was not finished goes on. One
 * process at a time may have a gateway on the same database.
 * @throws RouteError; DatabaseTooNewError; StorageError; VaultError when the secret is another than before.
 */
export async function openSmsGateway(options: OpenSmsGatewayOptions): Promise<SmsGateway> {
  const { database, log = silentLog, clock = Date } = options;
  const now = () => clock.now();
  const sources = sourcesOf(options.routes, options);
  await migrate(database, SMS_MIGRATIONS, { now, table: "sms_migrations" });
  const vault = await Vault.open({
    database,
    now,
    users: ["sms_messages", "sms_parked_receipts", "sms_parts"],
    ...(options.secret ? { secret: options.secret } : {}),
  });
  const tuning = { ...defaultTuning, ...options.queue };
  const counters = newTally();
  const commitSeconds = new Histogram(COMMIT_BOUNDS);
  const journal = new Journal({
    database,
    windowMs: tuning.commitWindowMs,
    now,
    onCommit: (seconds) => {
      counters.commits++;
      commitSeconds.observe(seconds);
    },
    onFailure: (error) => {
      counters.failedCommits++;
      warn(log, error, "the SMS queue could not be written");
    },
  });
  const store = new MessageStore(database, vault);
  const [openStatuses] = await database.query<{ count: number }>(
    "SELECT COUNT(*) AS count FROM sms_statuses",
  );
  const statuses = new StatusTeller({
    ...{ database, journal, log, retryMs: tuning.handlerRetryMs },
    last: await store.last("sms_statuses"),
    open: openStatuses?.count ?? 0,
  });
  const core: Core = {
    ...{ journal, store, vault, statuses, tuning, now, log, counters },
    index: new MessageIndex(),
    rules: options.rules,
    retry: { ...defaultRetry, ...options.retry },
    desks: [],
    settling: new Map(),
    isClosed: false,
  };
  counters.unfinished = await store.unfinished();
  let lastSeq = await store.last("sms_messages");

  const router = new Router(core, options);
  const dispatcher: Dispatcher = new Dispatcher(core, router, (desk, message) =>
    receipts.answered(desk, message),
  );
  const resume = (message: QueuedMessage) => dispatcher.resume(message);
  const orphans = new Orphans();
  const loader = new Loader(core, resume);
  const receipts = new ReceiptTaker(core, new ReceiptFinder(core, loader, resume), router, (message) =>
    dispatcher.dispatch(message),
  );
  const parked = await database.query<{
    n: number;
    at: number;
    carrier: string;
    key_id: number;
    receipt: Uint8Array;
  }>("SELECT n, at, carrier, key_id, receipt FROM sms_parked_receipts ORDER BY n DESC LIMIT ?", [
    tuning.maxParked,
  ]);
  await receipts.open(parked.toReversed());
  const incoming = new IncomingTaker({ database, journal, vault, now });
  const alerts = new Alerts(hurry, (error) => warn(log, error, "an alert was not followed"));
  const fleet = new Fleet(
    core,
    { ...defaultBreaker, ...options.breaker },
    {
      changed(desk) {
        if (dispatcher.changed(desk)) loader.lookAhead(ALL_STALLED_MS);
      },
      leaving: (desk) => dispatcher.release(desk),
      eventsOf: (desk) => ({
        async incoming(message) {
          try {
            await incoming.take(desk.name, message);
            desk.tally.incoming++;
          } catch (error) {
            desk.tally.refused++;
            throw error;
          }
        },
        async receipt(receipt) {
          try {
            await receipts.take(desk, receipt);
          } catch (error) {
            desk.tally.refused++;
            throw error;
          }
        },
        alert: (phone) => alerts.add(phone),
      }),
    },
    (name) => durableParts(database, vault, name),
  );
  fleet.set(sources);
  await loader.sweep(true);
  const sweeping = setInterval(() => {
    dispatcher.followUp();
    dispatcher.retryStalled();
    void receipts.followUp().catch((error: unknown) => warn(log, error, "parked receipts could not be read"));
    void orphans
      .adopt(store, counters)
      .then(() => loader.sweep(true))
      .catch((error: unknown) => warn(log, error, "the SMS queue could not be read"));
  }, tuning.sweepMs);
  const tidy = () =>
    deleteOld(database, now(), tuning.keepDays)
      .then(() => vault.rotate())
      .catch((error: unknown) => warn(log, error, "old SMS traces could not be deleted"));
  let tidied = tidy();
  const tidying = setInterval(() => {
    tidied = tidy();
  }, HOUR_MS);

  async function hurry(phone: string): Promise<void> {
    const hash = vault.hash(phone);
    for (const message of core.index.byPhone(phone)) dispatcher.hurry(message);
    for (const message of await loader.load(await store.unfinishedOf(hash, 100)))
      dispatcher.dispatch(message);
  }

  function messageOf(
    seq: number,
    { id, validUntil, segments }: Prepared,
    options: TextOptions,
    message: SmsMessage,
    avoid: readonly string[],
  ): QueuedMessage {
    const { to, from, body, account, stickTo, voice, language, purpose } = message;
    return {
      ...{ seq, id, purpose, createdAt: now(), validUntil, phoneHash: vault.hash(to) },
      content: {
        ...{ to, from, body },
        ...(account === undefined ? {} : { account }),
        ...(stickTo === undefined ? {} : { stickTo }),
        ...(avoid.length === 0 ? {} : { avoid }),
        ...(voice ? { voice } : {}),
        ...(language === undefined ? {} : { language }),
      },
      progress: newProgress(),
      ...{
        nextEvent: 1,
        stage: "routing" as const,
        carrier: undefined,
        why: "",
        dueAt: 0,
        timer: undefined,
        // Of several each has the reference, which follows from the number.
        encoded: segments.length === 1 ? { options, segments } : undefined,
      },
    };
  }

  return {
    async send(message) {
      if (core.isClosed) throw new SmsUnavailableError("the gateway is closed");
      const text = core.desks[0]?.carrier.terms.text ?? {};
      const prepared = prepare(message, text, now());
      const { id, validUntil } = prepared;
      if (!router.serves(message.to)) throw new SmsUnavailableError("no route serves this number");
      const avoid = message.otherThan ? await carriersOf(core, message.otherThan) : [];
      const seq = ++lastSeq;
      const queued = messageOf(seq, prepared, text, message, avoid);
      const { purpose, createdAt, phoneHash, content } = queued;
      loader.arriving.add(seq);
      try {
        const isNew = await journal.message([
          ...[seq, id, purpose, createdAt, validUntil, phoneHash],
          ...[vault.keyId, vault.seal(encodeContent(content), id), createdAt],
        ]);
        if (!isNew) {
          // Its number was taken, not its id: another process writes here.
          if (!(await store.row(id))) throw new SmsUnavailableError("another gateway uses this database");
          counters.repeated++;
          return { id };
        }
        counters.queued++;
        counters.unfinished++;
        // Beyond that it waits on disk, behind those that wait there already.
        if (loader.hasSpace) {
          core.index.add(queued);
          dispatcher.dispatch(queued);
        }
        return { id };
      } catch (error) {
        if (!(error instanceof SmsUnavailableError)) orphans.add(seq);
        throw error;
      } finally {
        loader.arriving.delete(seq);
      }
    },
    async cancel(id) {
      let message = core.index.byId(id);
      if (!message) {
        await journal.committed();
        const row = await store.row(id);
        if (!row || row.finished_at !== null) return false;
        [message] = await loader.load([row.seq]);
        // Too late: it goes on.
        if (message && isBegun(message.progress)) resume(message);
        message ??= core.index.byId(id);
      }
      if (!message || !dispatcher.cancel(message)) return false;
      await journal.committed();
      return true;
    },
    onIncoming: (handler) => incoming.add(handler),
    onStatus: (handler) => statuses.add(handler),
    async settled(id) {
      const { promise, resolve } = Promise.withResolvers<SmsStatus>();
      const waiting = core.settling.get(id) ?? [];
      waiting.push(resolve);
      core.settling.set(id, waiting);
      await journal.committed();
      const row = await store.row(id);
      if (row && row.finished_at === null) return promise;
      core.settling.set(
        id,
        (core.settling.get(id) ?? []).filter((other) => other !== resolve),
      );
      if (core.settling.get(id)?.length === 0) core.settling.delete(id);
      return row && lastStatus(store, row);
    },
    async setRoutes(routes) {
      fleet.set(sourcesOf(routes, options));
    },
    async trace(idOrReference) {
      await journal.committed();
      if (typeof idOrReference === "string") {
        const row = await store.row(idOrReference);
        return tracesOf(store, row ? [row] : []);
      }
      const newest = lastSeq - ((lastSeq - idOrReference) % 65_536);
      const seqs = Array.from({ length: 16 }, (_, round) => newest - round * 65_536);
      return tracesOf(store, await store.rows(seqs.filter((seq) => seq > 0)));
    },
    async tracesOf(phone, limit = 20) {
      await journal.committed();
      return tracesOf(store, await store.rowsOfPhone(vault.hash(phone), Math.min(200, limit)));
    },
    replayReceipts: (since) => replayReceipts(database, since),
    state() {
      const { unfinished, ...rest } = counters;
      return {
        at: now(),
        carriers: core.desks.map((desk) => desk.state()),
        queue: { unfinished, inMemory: core.index.size, statuses: statuses.pending },
        counters: rest,
        commitSeconds: commitSeconds.state(),
      };
    },
    ready: (timeoutMs = 10_000) => fleet.ready(timeoutMs),
    async [Symbol.asyncDispose]() {
      core.isClosed = true;
      clearInterval(sweeping);
      clearInterval(tidying);
      statuses.close();
      await fleet.close();
      await dispatcher.idle();
      for (const message of core.index.all()) clearTimeout(message.timer);
      await tidied;
      await journal.close();
    },
  };
}

function warn(log: SmsLog, error: unknown, message: string): void {
  log.warn({ error: error instanceof Error ? error.name : typeof error }, message);
}

function newTally(): GatewayTally {
  return {
    ...{ queued: 0, repeated: 0, sent: 0, delivered: 0, failed: 0, expired: 0 },
    ...{ retries: 0, failovers: 0, commits: 0, failedCommits: 0, unfinished: 0 },
  };
}
