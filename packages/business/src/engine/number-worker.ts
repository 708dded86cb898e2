import type { CulverClient, Message } from "@culver/client";
import type { BusinessNumber } from "../model/index.ts";
import { Alterations } from "./alterations.ts";
import type { Cursors } from "./cursors.ts";
import { Customers } from "./customers.ts";
import type { Files } from "./files.ts";
import type { Handlers } from "./handlers.ts";
import { outgoingIdOf } from "./ids.ts";
import { IncomingMessages } from "./incoming-messages.ts";
import type { Intake } from "./intake.ts";
import type { Live } from "./live.ts";
import type { Settings } from "./options.ts";
import { Pump } from "./pump.ts";
import { Receiver } from "./receiver.ts";
import { changeOf, reconcile } from "./reconcile.ts";
import { Routes } from "./route.ts";
import type { SendRules } from "./send-rules.ts";
import type { Statuses } from "./statuses.ts";
import type { Threads } from "./threads.ts";
import type { Typing } from "./typing.ts";

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;

export interface WorkerParts {
  readonly threads: Threads;
  readonly statuses: Statuses;
  readonly files: Files;
  readonly intake: Intake;
  readonly cursors: Cursors;
  readonly rules: SendRules;
  readonly typing: Typing;
  readonly handlers: Handlers;
  readonly live: Live;
}

/** Everything that goes through the device of one number. */
export class NumberWorker {
  readonly client: CulverClient;
  readonly routes: Routes;
  readonly pump: Pump;
  readonly #settings: Settings;
  readonly #number: BusinessNumber;
  readonly #parts: WorkerParts;
  readonly #receiver: Receiver;
  readonly #customers: Customers;
  readonly #stopped = new AbortController();
  #starting: Promise<void> = Promise.resolve();
  #stopRetries: () => void = () => undefined;

  constructor(settings: Settings, number: BusinessNumber, client: CulverClient, parts: WorkerParts) {
    this.client = client;
    this.#settings = settings;
    this.#number = number;
    this.#parts = parts;
    this.routes = new Routes(client);
    this.pump = new Pump(settings, number, client, { ...parts, routes: this.routes });
    this.#customers = new Customers(settings, number, client, parts.threads);
    const receiverParts = {
      ...parts,
      customers: this.#customers,
      messages: new IncomingMessages(settings, client, parts.rules.throughput),
      alterations: new Alterations(settings, number.id, client),
      onOutgoing: (message: Message) => this.#onOutgoing(message),
      onTyping: (conversation: string, typing: boolean) => this.#onTyping(conversation, typing),
    };
    this.#receiver = new Receiver(settings, number, client, receiverParts, this.#stopped);
  }

  /** Goes on where the last process ended. */
  start(): void {
    this.#starting = this.#start();
  }

  async stop(): Promise<void> {
    const receiving = this.#receiver.stop();
    this.#stopRetries();
    await Promise.all([receiving, this.pump.stop(), this.#starting]);
  }

  /** Never rejects. What goes out does not wait for what has come in, and a step that fails is tried again by itself. */
  async #start(): Promise<void> {
    const isStopped = () => this.#stopped.signal.aborted;
    const settings = this.#settings;
    const { id } = this.#number;
    this.pump.wake();
    await this.#insist(() => this.#receiver.start());
    await this.#insist(() => this.#parts.handlers.resume(id));
    const parts = { ...this.#parts, routes: this.routes };
    await this.#insist(() => reconcile(settings, id, this.client, parts, isStopped));
  }

  async #insist(step: () => Promise<void>): Promise<void> {
    for (let wait = FIRST_RETRY_MS; !this.#stopped.signal.aborted; wait = Math.min(wait * 2, LAST_RETRY_MS)) {
      try {
        return await step();
      } catch (error) {
        if (this.#stopped.signal.aborted) return;
        const name = error instanceof Error ? error.name : "unknown";
        this.#settings.log.warn({ number: this.#number.id, error: name }, "a number is taken up later");
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wait);
        this.#stopRetries = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  #onOutgoing(message: Message): void {
    const id = outgoingIdOf(message.id);
    const change = id === undefined ? undefined : changeOf(id, message);
    if (change === undefined) return;
    this.#parts.statuses.add(change).catch((error: unknown) => {
      const name = error instanceof Error ? error.name : "unknown";
      this.#settings.log.warn({ number: this.#number.id, error: name }, "a status was not noted");
    });
  }

  #onTyping(conversation: string, typing: boolean): void {
    const thread = this.#customers.known(conversation);
    if (thread !== undefined) this.#parts.live.typing(thread, typing);
  }
}
