import { GraphError } from "../graph/index.ts";
import { type BusinessNumber, defaultLimits, type Engine } from "../model/index.ts";
import { windowEndsAt } from "../rules/index.ts";
import { Cursors } from "./cursors.ts";
import { Files } from "./files.ts";
import { Handlers } from "./handlers.ts";
import { Intake } from "./intake.ts";
import { Live } from "./live.ts";
import { NumberWorker } from "./number-worker.ts";
import type { EngineOptions, Settings } from "./options.ts";
import { findRow, readsOf } from "./reads.ts";
import { deleteOldMessages } from "./retention.ts";
import { conversationOf } from "./route.ts";
import { SendRules } from "./send-rules.ts";
import { customerKey, Sender } from "./sender.ts";
import { Statuses } from "./statuses.ts";
import { storable } from "./text.ts";
import { threadOf } from "./thread-row.ts";
import { Threads } from "./threads.ts";
import { Typing } from "./typing.ts";

const SWEEP_MS = 3_600_000;
/** Characters of a name that an agent gives. */
const MAX_NAME = 200;

/** An engine that ends. */
export type OpenEngine = Engine & AsyncDisposable;

/**
 * Opens the engine and goes on where the last process ended. Customers' messages are taken in from the next turn of the event
 * loop on: whoever calls `onIncoming` at once misses none.
 */
export async function openEngine(options: EngineOptions): Promise<OpenEngine> {
  const settings: Settings = {
    retentionMs: 0,
    confirmMs: 2_000,
    fetchMs: 10 * 60_000,
    now: Date.now,
    log: { info() {}, warn() {} },
    ...options,
    limits: { ...defaultLimits, ...options.limits },
  };
  const { database, accounts, devices, now, log, limits } = settings;
  const threads = new Threads(database, now);
  const live = new Live(threads, log);
  const statuses = new Statuses(settings, threads, live);
  const intake = new Intake(settings, threads, live);
  const handlers = new Handlers(settings, threads);
  const rules = new SendRules(settings);
  const files = new Files(settings.media, accounts);
  const workers = new Map<string, NumberWorker>();
  const ending = new Set<Promise<void>>();
  const typing = new Typing((thread, isTyping) => setTyping(thread, isTyping));
  const cursors = new Cursors(database);
  const parts = { threads, statuses, files, intake, cursors, rules, typing, handlers, live };
  const wake = (number: string) => workers.get(number)?.pump.wake();
  const sender = new Sender(settings, { ...parts, wake });
  let isClosed = false;

  intake.onNew = (row) => handlers.handle(row);
  threads.onMerged = (from, into) => {
    for (const worker of workers.values()) worker.pump.merged(from, into);
  };
  await rules.load();

  /** A worker for each number that has a device, and none for others. */
  function follow(): void {
    if (isClosed) return;
    const numbers = new Map<string, BusinessNumber>();
    for (const business of accounts.businesses())
      for (const number of accounts.numbersOf(business.id)) numbers.set(number.id, number);
    for (const [id, worker] of workers) {
      if (devices.client(id) === worker.client && numbers.has(id)) continue;
      workers.delete(id);
      const stopping = worker.stop().finally(() => ending.delete(stopping));
      ending.add(stopping);
    }
    for (const [id, number] of numbers) {
      const client = devices.client(id);
      const known = workers.get(id);
      if (client === undefined) continue;
      if (known !== undefined) {
        if (devices.isOnline(id)) known.pump.wake();
        continue;
      }
      const worker = new NumberWorker(settings, number, client, parts);
      workers.set(id, worker);
      worker.start();
    }
  }

  const conversationFor = async (id: string) => {
    const row = await threads.get(id);
    const worker = row && workers.get(row.number);
    if (row === undefined || worker === undefined) return undefined;
    const conversation = conversationOf(row, row.channel, await worker.routes.self());
    return conversation === undefined ? undefined : { client: worker.client, conversation };
  };

  async function setTyping(thread: string, isTyping: boolean): Promise<void> {
    const found = await conversationFor(thread);
    await found?.client.setTyping(found.conversation, isTyping);
  }

  const stopFollowing = [devices.onChange(follow), accounts.onChange(follow)];
  const starting = setTimeout(follow, 0);
  const sweep = () => {
    if (settings.retentionMs <= 0) return;
    deleteOldMessages(database, now() - settings.retentionMs, () => isClosed).catch((error: unknown) =>
      log.warn({ error: error instanceof Error ? error.name : "unknown" }, "old messages are deleted later"),
    );
  };
  const sweeping = setInterval(sweep, SWEEP_MS);
  sweep();

  return {
    ...readsOf(database, threads),
    send: (message) => sender.send(message),
    async markRead(number, message, isTyping) {
      const row = await findRow(database, message);
      if (row === undefined || row.number !== number.id || row.direction !== "in")
        throw new GraphError(100, { details: "The message ID is not one of a message to this number." });
      const { conversation } = row;
      if (conversation !== null) await workers.get(number.id)?.client.markRead(conversation, row.stanza);
      if (isTyping) await typing.start(row.thread);
    },
    setTyping: (thread, isTyping) => (isTyping ? typing.start(thread) : typing.stop(thread)),
    async thread(id) {
      const row = await threads.get(id);
      return row && threadOf(row);
    },
    async threadFor(number, to) {
      const row = await threads.find(number.id, customerKey(number, to));
      return row && threadOf(row);
    },
    async beginThread(number, to) {
      return threadOf(await threads.require(number.id, customerKey(number, to), "app"));
    },
    async setBlocked(thread, blocked) {
      const row = await threads.get(thread);
      if (row === undefined) return;
      await threads.update(row.id, { is_blocked: blocked ? 1 : 0 });
      if (row.account !== null) await workers.get(row.number)?.client.block(row.account, blocked);
    },
    setOptedOut: (thread, optedOut) => threads.update(thread, { is_opted_out: optedOut ? 1 : 0 }),
    renameThread: (thread, name) =>
      threads.update(thread, { given_name: storable(name).trim().slice(0, MAX_NAME) || null }),
    setChannel: (thread, channel) => threads.update(thread, { channel }),
    windowEndsAt: (thread) => windowEndsAt(thread, limits, now()),
    subscribe: (listener) => live.subscribe(listener),
    onIncoming: (handler) => handlers.add(handler),
    async [Symbol.asyncDispose]() {
      isClosed = true;
      clearTimeout(starting);
      clearInterval(sweeping);
      for (const stop of stopFollowing) stop();
      typing.close();
      statuses.stop();
      await Promise.all([...ending, ...[...workers.values()].map((worker) => worker.stop())]);
      await handlers.stop();
      await Promise.all([sender.idle(), statuses.idle(), intake.idle()]);
    },
  };
}
