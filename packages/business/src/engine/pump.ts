import type { OutgoingContent as ClientContent, CulverClient, Message } from "@culver/client";
import type { BusinessNumber } from "../model/index.ts";
import { windowEndsAt } from "../rules/index.ts";
import { failure, failureOf, isTemporary } from "./failure.ts";
import type { Files } from "./files.ts";
import { Lookups } from "./lookups.ts";
import { MESSAGE_COLUMNS, type MessageRow, outgoingContent, WORK } from "./message-row.ts";
import type { Settings } from "./options.ts";
import { type Planned, plan } from "./plan.ts";
import type { Route, Routes } from "./route.ts";
import { sendPlanned } from "./send-planned.ts";
import type { Statuses } from "./statuses.ts";
import type { ThreadRow } from "./thread-row.ts";
import { threadOf } from "./thread-row.ts";
import type { Threads } from "./threads.ts";
import type { Typing } from "./typing.ts";

/** A message with all it takes to give it to the device. */
interface Ready {
  readonly thread: ThreadRow;
  readonly row: MessageRow;
  readonly route: Route;
  readonly content: ClientContent;
}

/** Messages read from the table at once, and kept in memory at most: of threads that may go on, and of all. */
const PAGE = 500;
const MOST_WAITING = 2_000;
const MOST_KEPT = 20_000;
/** Messages given to the device by one commit. */
const BATCH = 200;
/** Messages of one thread at once, when others wait. */
const TURN = 50;
/** Messages that are given one by one at the same time: with files, by SMS, to whom is to be looked up. */
const MOST_ALONE = 64;
/** How long a phone is taken to have no account before the directory is asked again, milliseconds. */
const ASKED_MS = 5 * 60_000;
/** How long what follows a file waits for it, milliseconds. */
const UPLOAD_MS = 30_000;
/** So long after a batch what comes waits for company, and how long, milliseconds. */
const BUSY_MS = 50;
const GATHER_MS = 15;
/** What goes with others by one commit: no file, no reaction, nothing that has to be checked first. */
const PLAIN: ReadonlySet<string> = new Set(["text", "location", "contacts", "interactive", "template"]);
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;

export interface PumpParts {
  readonly threads: Threads;
  readonly statuses: Statuses;
  readonly files: Files;
  readonly routes: Routes;
  readonly typing: Typing;
}

/**
 * Gives a number's messages to its device, in order within each thread. The table is the queue: what is killed between two
 * lines is read again, and the device knows by the stanza id what it has already.
 */
export class Pump {
  readonly #settings: Settings;
  readonly #number: BusinessNumber;
  readonly #client: CulverClient;
  readonly #parts: PumpParts;
  readonly #waiting = new Map<string, MessageRow[]>();
  /** Threads with something under way, or held until a later try. */
  readonly #busy = new Set<string>();
  readonly #asked = new Map<string, number>();
  readonly #lookups: Lookups;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #under = new Set<Promise<void>>();
  #count = 0;
  #alones = 0;
  #readTo = 0;
  #sentAt = Number.NEGATIVE_INFINITY;
  #hasMore = true;
  readonly #stopping = new AbortController();
  #again = false;
  #running: Promise<void> | undefined;
  #failures = 0;

  constructor(settings: Settings, number: BusinessNumber, client: CulverClient, parts: PumpParts) {
    this.#settings = settings;
    this.#number = number;
    this.#client = client;
    this.#lookups = new Lookups(client);
    this.#parts = parts;
  }

  get #isStopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** There is more in the table. */
  wake(): void {
    this.#hasMore = true;
    this.#kick();
  }

  /** A thread has become a part of another. */
  merged(from: string, into: string): void {
    const rows = this.#waiting.get(from);
    if (rows === undefined) return;
    this.#waiting.delete(from);
    const all = [...(this.#waiting.get(into) ?? []), ...rows.map((row) => ({ ...row, thread: into }))];
    this.#waiting.set(
      into,
      all.sort((a, b) => a.seq - b.seq),
    );
    this.#kick();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#running;
    await Promise.all(this.#under);
  }

  #kick(): void {
    if (this.#isStopped) return;
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#again) this.#kick();
    });
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#isStopped) {
      this.#again = false;
      try {
        while (!this.#isStopped && (await this.#step()));
      } catch (error) {
        this.#warn(error);
        this.#later(() => this.#kick());
        return;
      }
    }
  }

  /** Whether there may be more to do at once. */
  async #step(): Promise<boolean> {
    // Every batch is several commits of the device: under load, few and large ones.
    const isBusy = performance.now() - this.#sentAt < BUSY_MS && this.#count < BATCH;
    if (isBusy) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    await this.#load();
    const ready: Ready[] = [];
    try {
      await this.#gather(ready);
    } catch (error) {
      for (const { row } of ready.toReversed()) this.#putBack(row);
      throw error;
    }
    if (ready.length === 0) return this.#hasMore && this.#hasRoom();
    await this.#sendMany(ready);
    this.#sentAt = performance.now();
    return true;
  }

  /** Takes what can go at once out of what waits. */
  async #gather(ready: Ready[]): Promise<void> {
    for (const [id, rows] of this.#waiting) {
      if (ready.length >= BATCH) break;
      if (this.#busy.has(id)) continue;
      const thread = await this.#parts.threads.get(id);
      if (thread === undefined) {
        this.#drop(id);
        continue;
      }
      // It became a part of another meanwhile.
      if (this.#waiting.get(id) !== rows) continue;
      const most = Math.min(BATCH, ready.length + TURN);
      while (rows.length > 0 && ready.length < most) {
        const [row] = rows;
        if (row === undefined) break;
        const one = PLAIN.has(row.type) ? this.#tryReady(thread, row) : undefined;
        if (one === undefined) {
          // Only when everything before it is with the device.
          if (ready.at(-1)?.thread.id !== id && this.#alones < MOST_ALONE) this.#alone(thread, row);
          break;
        }
        rows.shift();
        this.#count--;
        ready.push(one);
      }
      if (rows.length === 0) this.#waiting.delete(id);
      else if (ready.length === most) {
        // Whoever has much to be told does not keep others waiting.
        this.#waiting.delete(id);
        this.#waiting.set(id, rows);
      }
    }
  }

  async #load(): Promise<void> {
    if (!this.#hasMore || !this.#hasRoom()) return;
    const rows = await this.#next();
    for (const row of rows) {
      const waiting = this.#waiting.get(row.thread);
      if (waiting === undefined) this.#waiting.set(row.thread, [row]);
      else waiting.push(row);
      this.#readTo = row.seq;
    }
    this.#count += rows.length;
    if (rows.length === PAGE) this.#hasMore = true;
  }

  async #next(): Promise<readonly MessageRow[]> {
    this.#hasMore = false;
    try {
      return await this.#settings.database.query<MessageRow>(
        `SELECT ${MESSAGE_COLUMNS} FROM business_messages
         WHERE number = ? AND work = ${WORK.send} AND seq > ? ORDER BY seq LIMIT ${PAGE}`,
        [this.#number.id, this.#readTo],
      );
    } catch (error) {
      this.#hasMore = true;
      throw error;
    }
  }

  /** Threads that wait for a later try leave room for the others. */
  #hasRoom(): boolean {
    if (this.#count < MOST_WAITING) return true;
    if (this.#count >= MOST_KEPT) return false;
    let held = 0;
    for (const thread of this.#busy) held += this.#waiting.get(thread)?.length ?? 0;
    return this.#count - held < MOST_WAITING;
  }

  /** What cannot even be read goes alone, and hinders its own thread only. */
  #tryReady(thread: ThreadRow, row: MessageRow): Ready | undefined {
    try {
      return this.#readyOf(thread, row);
    } catch {
      return undefined;
    }
  }

  /** A message that can go at once: nobody has to be asked, and the rules have nothing against it. */
  #readyOf(thread: ThreadRow, row: MessageRow): Ready | undefined {
    const channel = row.route ?? thread.channel;
    if (channel === "sms" || thread.is_blocked) return undefined;
    if (row.type !== "template" && this.#isClosed(thread) && row.is_outside === 0) return undefined;
    const route = this.#parts.routes.known(thread, channel);
    if (route === undefined) return undefined;
    const { content } = plan(outgoingContent(row), channel, undefined);
    return content && { thread, row, route, content };
  }

  /** A window that was open when the message was accepted is not closed by its waiting here. */
  #isClosed(thread: ThreadRow): boolean {
    return thread.last_inbound_at === null;
  }

  async #sendMany(ready: readonly Ready[]): Promise<void> {
    try {
      await this.#handOver(ready);
    } catch (error) {
      const threads = new Set(ready.map(({ thread }) => thread.id));
      // Nothing of them is in the outbox, or all is: given again, each goes once.
      if (threads.size === 1 || this.#isStopped) return this.#holdAll(ready, error);
      // One that the device cannot bear keeps no other thread from going on.
      for (const id of threads) {
        const some = ready.filter(({ thread }) => thread.id === id);
        await this.#handOver(some).catch((fault: unknown) => this.#holdAll(some, fault));
      }
    }
  }

  /** Back to their place, and their thread waits. */
  #holdAll(ready: readonly Ready[], error: unknown): void {
    this.#warn(error);
    for (const { row } of ready.slice(1).toReversed()) this.#putBack(row);
    const [first] = ready;
    if (first !== undefined) this.#hold(first.row);
  }

  async #handOver(ready: readonly Ready[]): Promise<void> {
    const items = [];
    for (const { thread, row, route, content } of ready) {
      const replyTo = await this.#quoted(row, route);
      const options = { id: row.stanza, ...(replyTo !== undefined && { replyTo }) };
      items.push({ conversation: route.conversation, content, options });
      this.#parts.typing.sent(thread.id);
    }
    const results = await this.#client.sendMany(items);
    const held: Ready[] = [];
    for (const [index, one] of ready.entries()) {
      const result = results[index];
      if (result === undefined) continue;
      if ("message" in result) this.#handed(one.row, one.route, result.message);
      else if (isTemporary(result.error)) held.push(one);
      else this.#failed(one.row, result.error);
    }
    // From the last on, so that the first of a thread is the first again.
    for (const { row } of held.toReversed()) this.#hold(row);
    if (held.length === 0) this.#failures = 0;
  }

  /** It may be in another thread's queue since it was begun. */
  #remove(row: MessageRow): void {
    for (const rows of [this.#waiting.get(row.thread) ?? [], ...this.#waiting.values()]) {
      const index = rows.findIndex(({ id }) => id === row.id);
      if (index < 0) continue;
      rows.splice(index, 1);
      this.#count--;
      return;
    }
  }

  #putBack(row: MessageRow): void {
    const rows = this.#waiting.get(row.thread) ?? [];
    rows.unshift(row);
    this.#waiting.set(row.thread, rows);
    this.#count++;
  }

  /** Back to its place, and the thread waits. */
  #hold(row: MessageRow): void {
    this.#putBack(row);
    this.#busy.add(row.thread);
    this.#later(() => {
      this.#busy.delete(row.thread);
      this.#kick();
    });
  }

  #handed(row: MessageRow, route: Route, message: Message | undefined, choices?: string): void {
    const { statuses } = this.#parts;
    const { id } = row;
    this.#settle(
      statuses.add({ kind: "handed", id, channel: route.channel, ...(choices !== undefined && { choices }) }),
    );
    // What was given to the device before a crash may have got on meanwhile.
    const status = message?.status;
    if (status === "sent" || status === "delivered" || status === "read")
      this.#settle(statuses.add({ kind: status, id }));
    else if (status === "failed") this.#settle(statuses.add({ kind: "failed", id, error: failure(131026) }));
  }

  #failed(row: MessageRow, error: unknown): void {
    this.#settle(this.#parts.statuses.add({ kind: "failed", id: row.id, error: failureOf(error) }));
  }

  /** What was not noted is found again by the next start. */
  #settle(writing: Promise<void>): void {
    const under = writing
      .catch((error: unknown) => this.#warn(error))
      .finally(() => this.#under.delete(under));
    this.#under.add(under);
  }

  /** One message on its own, while its thread waits. */
  #alone(thread: ThreadRow, row: MessageRow): void {
    this.#busy.add(thread.id);
    this.#alones++;
    let isCounted = true;
    const release = () => {
      if (isCounted) this.#alones--;
      isCounted = false;
    };
    const under = this.#sendAlone(thread, row, release)
      .finally(release)
      .then(
        (isDone) => {
          if (isDone) this.#remove(row);
          this.#busy.delete(thread.id);
          this.#kick();
        },
        (error: unknown) => {
          this.#warn(error);
          this.#later(() => {
            this.#busy.delete(thread.id);
            this.#kick();
          });
        },
      )
      .finally(() => this.#under.delete(under));
    this.#under.add(under);
  }

  /** Resolves to whether it is with the device, or failed for good. Rejects when it is to be tried again. */
  async #sendAlone(thread: ThreadRow, row: MessageRow, release: () => void): Promise<boolean> {
    try {
      const found = await this.#find(thread, row);
      if (found === undefined) return true;
      const { row: customer, route } = found;
      const replyTo = await this.#quoted(row, route);
      const planned = plan(outgoingContent(row), route.channel, this.#settings.smsLanguage);
      // The route is open now: it goes with others.
      if (PLAIN.has(row.type) && this.#readyOf(customer, row) !== undefined) return false;
      this.#parts.typing.sent(customer.id);
      const message = await sendPlanned({
        client: this.#client,
        files: this.#parts.files,
        number: this.#number.id,
        route,
        row,
        planned,
        replyTo,
        stanzaOf: (id) => this.#stanzaOf(id),
      });
      this.#sentAlone(row, route, planned, message);
      if (planned.file !== undefined && message !== undefined) {
        // Its own thread waits for the upload, nobody else does.
        release();
        this.#kick();
        await this.#uploaded(message);
      }
      return true;
    } catch (error) {
      if (this.#isStopped || isTemporary(error)) throw error;
      this.#failed(row, error);
      return true;
    }
  }

  /** A file takes its time to be uploaded: what was sent after it does not overtake it, unless that takes long. */
  async #uploaded({ conversation, id }: Message): Promise<void> {
    const uploaded = Promise.withResolvers<void>();
    const stop = this.#client.subscribe((event) => {
      if (event.type === "message" && event.message.id === id && event.message.status !== "queued")
        uploaded.resolve();
    });
    const timer = setTimeout(uploaded.resolve, UPLOAD_MS);
    this.#stopping.signal.addEventListener("abort", () => uploaded.resolve(), { once: true });
    const message = await this.#client.message(conversation, id);
    if (message?.status === "queued") await uploaded.promise;
    clearTimeout(timer);
    stop();
  }

  #sentAlone(row: MessageRow, route: Route, planned: Planned, message: Message | undefined): void {
    const choices = planned.choices.length === 0 ? undefined : JSON.stringify(planned.choices);
    this.#handed(row, route, message, choices);
    // The device says no more of a reaction than that it is on its way.
    if (row.type === "reaction") this.#settle(this.#parts.statuses.add({ kind: "sent", id: row.id }));
  }

  /** Where a message goes; undefined when it fails, which is noted. */
  async #find(
    thread: ThreadRow,
    row: MessageRow,
  ): Promise<{ readonly row: ThreadRow; readonly route: Route } | undefined> {
    const refuse = (code: Parameters<typeof failure>[0]) => {
      this.#settle(this.#parts.statuses.add({ kind: "failed", id: row.id, error: failure(code) }));
      return undefined;
    };
    if (thread.is_blocked) return refuse(131026);
    const known = (await this.#lookedUp(thread)) ?? thread;
    const channel = row.route ?? (known.account === null ? "sms" : known.channel);
    if (channel === "app" && row.type !== "template" && row.is_outside === 0 && this.#isClosed(known))
      if (windowEndsAt(threadOf(known), this.#settings.limits, this.#settings.now()) === undefined)
        return refuse(131047);
    if (channel === "sms" && known.is_opted_out) return refuse(row.type === "template" ? 131050 : 131026);
    const { routes } = this.#parts;
    const route = routes.known(known, channel) ?? (await routes.open(known, channel));
    if (route === undefined) return refuse(131026);
    if (channel !== known.channel && row.route === null && known.last_inbound_at === null)
      await this.#parts.threads.update(known.id, { channel });
    return { row: known, route };
  }

  /** A phone that nothing is known of is looked up, and again after some minutes. */
  async #lookedUp(thread: ThreadRow): Promise<ThreadRow | undefined> {
    const { phone } = thread;
    if (thread.account !== null || phone === null) return undefined;
    const now = this.#settings.now();
    if (now - (this.#asked.get(phone) ?? Number.NEGATIVE_INFINITY) < ASKED_MS) return undefined;
    const account = await this.#lookups.account(phone);
    if (this.#asked.size > 100_000) this.#asked.clear();
    this.#asked.set(phone, now);
    return account === undefined ? undefined : this.#parts.threads.link(thread.id, { account });
  }

  /** The stanza that a message quotes; none over SMS. */
  async #quoted(row: MessageRow, route: Route): Promise<string | undefined> {
    return row.quotes === null || route.channel === "sms" ? undefined : this.#stanzaOf(row.quotes);
  }

  async #stanzaOf(id: string): Promise<string | undefined> {
    const [row] = await this.#settings.database.query<{ stanza: string }>(
      "SELECT stanza FROM business_messages WHERE id = ?",
      [id],
    );
    return row?.stanza;
  }

  #drop(thread: string): void {
    this.#count -= this.#waiting.get(thread)?.length ?? 0;
    this.#waiting.delete(thread);
  }

  #later(run: () => void): void {
    if (this.#isStopped) return;
    const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(this.#failures++, 8));
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, wait);
    this.#timers.add(timer);
  }

  #warn(error: unknown): void {
    if (this.#isStopped) return;
    const name = error instanceof Error ? error.name : "unknown";
    this.#settings.log.warn({ number: this.#number.id, error: name }, "a message is tried again later");
  }
}
