import type { ClientEvent, Conversation, CulverClient, Message } from "@culver/client";
import type { BusinessNumber } from "../model/index.ts";
import type { Alterations } from "./alterations.ts";
import type { Cursors } from "./cursors.ts";
import type { Customers } from "./customers.ts";
import type { IncomingMessages } from "./incoming-messages.ts";
import type { Incoming, Intake, Taken } from "./intake.ts";
import type { Settings } from "./options.ts";
import type { ThreadRow } from "./thread-row.ts";

/** Messages read of a conversation at once. */
const PAGE = 200;
/** Conversations that are taken in at the same time, but those that wait for a file. */
const MOST_AT_ONCE = 64;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;

export interface ReceiverParts {
  readonly intake: Intake;
  readonly cursors: Cursors;
  readonly customers: Customers;
  readonly messages: IncomingMessages;
  readonly alterations: Alterations;
  /** A message of the business has got on. */
  readonly onOutgoing: (message: Message) => void;
  readonly onTyping: (conversation: string, typing: boolean) => void;
}

interface Task {
  /** Something may be new. */
  isDirty: boolean;
  /** Messages that are kept already and have changed. */
  readonly changed: Map<string, Message>;
  failures: number;
}

/**
 * Takes in what a number's device has received: per conversation in order, from where the table says it has come to. Events
 * of the device only say where to look.
 */
export class Receiver {
  readonly #settings: Settings;
  readonly #number: BusinessNumber;
  readonly #client: CulverClient;
  readonly #parts: ReceiverParts;
  readonly #tasks = new Map<string, Task>();
  readonly #queue = new Set<string>();
  readonly #running = new Map<string, Promise<void>>();
  #fetching = 0;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #stopped: AbortController;
  #unsubscribe: () => void = () => undefined;

  constructor(
    settings: Settings,
    number: BusinessNumber,
    client: CulverClient,
    parts: ReceiverParts,
    stopped: AbortController,
  ) {
    this.#settings = settings;
    this.#number = number;
    this.#client = client;
    this.#parts = parts;
    this.#stopped = stopped;
  }

  /** From now on, and what has come while nobody looked. Called again when it has failed. */
  async start(): Promise<void> {
    this.#unsubscribe();
    this.#unsubscribe = this.#client.subscribe((event) => this.#onEvent(event));
    for (const conversation of await this.#client.conversations()) {
      if (conversation.kind !== "group") this.#dirty(conversation.id);
    }
    for (const [conversation, messages] of await this.#parts.alterations.missed()) {
      for (const message of messages) this.#change(conversation, message);
    }
  }

  async stop(): Promise<void> {
    this.#unsubscribe();
    this.#stopped.abort(new Error("the engine is closed"));
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all(this.#running.values());
  }

  #onEvent(event: ClientEvent): void {
    switch (event.type) {
      case "message":
        this.#onMessage(event.message, event.isNew);
        break;
      case "typing":
        this.#parts.onTyping(event.conversation, event.typing);
        break;
      case "contact":
        this.#parts.customers
          .learn(event.contact)
          .catch((error: unknown) => this.#warn(error, "a customer's name or number was not noted"));
        break;
      default:
    }
  }

  #onMessage(message: Message, isNew: boolean): void {
    if (message.conversation.startsWith("g.")) return;
    if (message.outgoing) this.#parts.onOutgoing(message);
    if (isNew) {
      if (!message.outgoing) this.#dirty(message.conversation);
      return;
    }
    if (this.#parts.alterations.mayMatter(message)) this.#change(message.conversation, message);
  }

  #dirty(conversation: string): void {
    this.#task(conversation).isDirty = true;
    this.#enqueue(conversation);
  }

  #change(conversation: string, message: Message): void {
    this.#task(conversation).changed.set(message.id, message);
    this.#enqueue(conversation);
  }

  #task(conversation: string): Task {
    let task = this.#tasks.get(conversation);
    if (task === undefined) {
      task = { isDirty: false, changed: new Map(), failures: 0 };
      this.#tasks.set(conversation, task);
    }
    return task;
  }

  #enqueue(conversation: string): void {
    this.#queue.add(conversation);
    this.#next();
  }

  #next(): void {
    for (const conversation of this.#queue) {
      if (this.#stopped.signal.aborted || this.#running.size - this.#fetching >= MOST_AT_ONCE) return;
      if (this.#running.has(conversation)) continue;
      this.#queue.delete(conversation);
      const task = this.#tasks.get(conversation);
      if (task === undefined) continue;
      const running = this.#run(conversation, task).finally(() => {
        this.#running.delete(conversation);
        if (!task.isDirty && task.changed.size === 0) this.#tasks.delete(conversation);
        this.#next();
      });
      this.#running.set(conversation, running);
    }
  }

  /** Never rejects: what failed is tried again after a while. */
  async #run(conversation: string, task: Task): Promise<void> {
    try {
      if (task.isDirty) {
        task.isDirty = false;
        try {
          await this.#sync(conversation);
        } catch (error) {
          task.isDirty = true;
          throw error;
        }
      }
      for (const [id, message] of task.changed) {
        await this.#takeChange(conversation, message);
        if (task.changed.get(id) === message) task.changed.delete(id);
      }
      task.failures = 0;
    } catch (error) {
      if (this.#stopped.signal.aborted) return;
      this.#warn(error, "what a customer wrote is taken in later");
      const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(task.failures++, 8));
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        this.#enqueue(conversation);
      }, wait);
      this.#timers.add(timer);
    }
  }

  async #sync(id: string): Promise<void> {
    const { cursors } = this.#parts;
    for (;;) {
      const after = await cursors.get(this.#number.id, id);
      const page = await this.#client.messages(id, { after, limit: PAGE });
      const last = page.at(-1);
      if (last === undefined) return;
      await this.#take(id, page, last.position);
      if (page.length < PAGE) return;
    }
  }

  async #take(id: string, page: readonly Message[], end: number): Promise<void> {
    const { cursors, customers } = this.#parts;
    const isNews = page.some((message) => !message.outgoing || message.body.kind === "notice");
    const conversation = isNews ? await this.#client.conversation(id) : undefined;
    const thread =
      conversation && page.some(concernsCustomer)
        ? await customers.threadOf(this.#number, conversation)
        : undefined;
    if (conversation === undefined || thread === undefined) {
      await this.#commit(this.#taken(id, undefined, undefined, [], end));
      cursors.moved(this.#number.id, id, end);
      return;
    }
    let ready: Incoming[] = [];
    let unread: string[] = [];
    let optedOut: boolean | undefined;
    for (const message of page) {
      const notice = message.body.kind === "notice" ? message.body.notice.type : undefined;
      if (notice === "opted-out" || notice === "opted-in") optedOut = notice === "opted-out";
      if (message.outgoing || notice !== undefined || thread.is_blocked) continue;
      if (message.body.kind === "undecryptable") {
        unread.push(message.id);
        continue;
      }
      if (message.body.kind === "attachment" && ready.length > 0) {
        // What came before a file does not wait for it.
        await this.#commit({
          ...this.#taken(id, conversation, thread, ready, message.position - 1),
          unread,
        });
        cursors.moved(this.#number.id, id, message.position - 1);
        [ready, unread] = [[], []];
      }
      const incoming = await this.#prepare(thread, message);
      if (incoming !== undefined) ready.push(incoming);
    }
    await this.#commit({ ...this.#taken(id, conversation, thread, ready, end), unread, optedOut });
    cursors.moved(this.#number.id, id, end);
  }

  /** A file may take long: others have the place of its conversation meanwhile. */
  async #prepare(thread: ThreadRow, message: Message): Promise<Incoming | undefined> {
    const isFile = message.body.kind === "attachment";
    if (isFile) {
      this.#fetching++;
      this.#next();
    }
    try {
      return await this.#parts.messages.prepare(this.#number, thread, message, this.#stopped.signal);
    } finally {
      if (isFile) this.#fetching--;
    }
  }

  #taken(
    conversation: string,
    view: Conversation | undefined,
    thread: ThreadRow | undefined,
    messages: readonly Incoming[],
    position: number | undefined,
  ): Taken {
    const channel = view?.kind === "sms" ? "sms" : "app";
    return { number: this.#number, conversation, thread, channel, messages, position };
  }

  #commit(taken: Taken): Promise<void> {
    return this.#parts.intake.add(taken);
  }

  /** A change of a message that was taken in before; what was not readable then is taken in now. */
  async #takeChange(id: string, seen: Message): Promise<void> {
    // What has not been taken in yet comes with its change.
    if (!seen.outgoing && seen.position > (await this.#parts.cursors.get(this.#number.id, id))) return;
    const conversation = await this.#client.conversation(id);
    const message = await this.#client.message(id, seen.id);
    if (conversation === undefined || message === undefined) return;
    const thread = await this.#parts.customers.threadOf(this.#number, conversation);
    if (thread === undefined || thread.is_blocked) return;
    const row = await this.#parts.alterations.row(this.#number.id, message);
    if (row === undefined) {
      if (message.outgoing || message.body.kind === "undecryptable") return;
      const incoming = await this.#prepare(thread, message);
      if (incoming !== undefined)
        await this.#commit(this.#taken(id, conversation, thread, [incoming], undefined));
      return;
    }
    const alterations = this.#parts.alterations.of(row, message);
    if (alterations.length > 0)
      await this.#commit({ ...this.#taken(id, conversation, thread, [], undefined), alterations });
  }

  #warn(error: unknown, what: string): void {
    if (this.#stopped.signal.aborted) return;
    const name = error instanceof Error ? error.name : "unknown";
    this.#settings.log.warn({ number: this.#number.id, error: name }, what);
  }
}

/** Something of the customer's, not the device's own words. */
function concernsCustomer({ outgoing, body }: Message): boolean {
  if (body.kind !== "notice") return !outgoing;
  return body.notice.type === "opted-out" || body.notice.type === "opted-in";
}
