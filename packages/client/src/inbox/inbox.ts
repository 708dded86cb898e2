import { CryptoError } from "@culver/crypto";
import {
  type Element,
  isMlsMessage,
  NS_CLIENT,
  NS_DEVICES,
  NS_SMS,
  parseChatState,
  parseDelay,
  parseDeviceListChanged,
  parseDisplayed,
  parseMessage,
  parseMlsMessage,
  parseReceipts,
  StanzaError,
} from "@culver/protocol";
import type { ListRechecks } from "../contacts/list-rechecks.ts";
import type { Context } from "../core/context.ts";
import { ConnectionLostError } from "../errors.ts";
import type { Handshakes } from "../groups/take-in-handshake.ts";
import type { Transaction } from "../store/transaction.ts";
import type { IncomingMessage } from "./incoming.ts";
import type { MessageIntake } from "./message-intake.ts";

/** Entries taken in by one transaction, hence by one flush to disk. */
const BATCH = 256;

/** Milliseconds after a batch within which what comes waits for company. */
const BUSY_MS = 20;
/** Milliseconds that it waits. */
const GATHER_MS = 5;

type Entry =
  | { readonly kind: "stanza"; readonly stanza: Element; readonly handled: () => void }
  | { readonly kind: "acknowledged"; readonly id: string }
  | { readonly kind: "drained" };

export interface InboxParts {
  readonly intake: MessageIntake;
  readonly handshakes: Handshakes;
  readonly rechecks: ListRechecks;
  readonly takeInReceipt: (tx: Transaction, receipt: IncomingReceipt) => Promise<void>;
  readonly takeInSms: (tx: Transaction, payload: Element) => Promise<void>;
  readonly takeInRefusal: (tx: Transaction, stanza: Element) => Promise<void>;
  readonly takeInAcknowledged: (tx: Transaction, ids: readonly string[]) => Promise<void>;
  readonly onChatState: (conversation: string, account: string, composing: boolean) => void;
  readonly onPresence: (stanza: Element) => void;
  readonly onDrained: () => Promise<void>;
  /** The store failed: what is not handled has to come again. */
  readonly onBroken: (error: unknown) => void;
}

export interface IncomingReceipt {
  readonly conversation: string;
  readonly account: string;
  readonly at: number;
  readonly received: readonly string[];
  readonly displayed: string | undefined;
}

/** What the stream brings, in order: taken in by batches, each in one transaction, and only then counted. */
export class Inbox {
  readonly #context: Context;
  readonly #parts: InboxParts;
  #entries: Entry[] = [];
  #running = false;
  #endedAt = Number.NEGATIVE_INFINITY;

  constructor(context: Context, parts: InboxParts) {
    this.#context = context;
    this.#parts = parts;
  }

  stanza(stanza: Element, handled: () => void): void {
    if (stanza.name === "presence") {
      this.#parts.onPresence(stanza);
      handled();
    } else if (stanza.name === "message") this.#push({ kind: "stanza", stanza, handled });
    else handled();
  }

  acknowledged(id: string): void {
    this.#push({ kind: "acknowledged", id });
  }

  drained(): void {
    this.#push({ kind: "drained" });
  }

  /** The connection is gone: stanzas not handled will come again. Acknowledgements have been true. */
  forget(): void {
    this.#entries = this.#entries.filter((entry) => entry.kind === "acknowledged");
  }

  #push(entry: Entry): void {
    this.#entries.push(entry);
    this.#start();
  }

  #start(): void {
    if (this.#running || this.#entries.length === 0) return;
    this.#running = true;
    void this.#gathered()
      .then(() => this.#context.jobs.run(() => this.#run()))
      .catch((error: unknown) => this.#broken(error));
  }

  /** While stanzas come one after the other, some of them share a transaction. */
  async #gathered(): Promise<void> {
    const since = this.#context.clock() - this.#endedAt;
    if (since >= 0 && since < BUSY_MS) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
  }

  async #run(): Promise<void> {
    try {
      while (this.#entries.length > 0) {
        const [first] = this.#entries;
        if (first === undefined) return;
        if (first.kind === "drained") {
          this.#entries.shift();
          await this.#parts.onDrained();
        } else if (first.kind === "stanza" && asksServer(first.stanza)) {
          this.#entries.shift();
          await this.#handshake(first.stanza);
          first.handled();
        } else await this.#light();
      }
    } finally {
      this.#running = false;
      this.#endedAt = this.#context.clock();
    }
  }

  /** Everything that needs no answer from the server, up to the first entry that does. */
  async #light(): Promise<void> {
    const batch: Entry[] = [];
    for (const entry of this.#entries) {
      const heavy = entry.kind === "drained" || (entry.kind === "stanza" && asksServer(entry.stanza));
      if (heavy || batch.length === BATCH) break;
      batch.push(entry);
    }
    this.#entries.splice(0, batch.length);
    await this.#context.db.transact(async (tx) => {
      // In order: what is said of a message comes after the server's word that it has it.
      let ids: string[] = [];
      const settle = async () => {
        if (ids.length > 0) await this.#parts.takeInAcknowledged(tx, ids);
        ids = [];
      };
      for (const entry of batch) {
        if (entry.kind === "acknowledged") ids.push(entry.id);
        if (entry.kind !== "stanza") continue;
        await settle();
        await this.#guarded(tx, entry.stanza);
      }
      await settle();
    });
    for (const entry of batch) if (entry.kind === "stanza") entry.handled();
  }

  /** A stanza that is not as it should be writes nothing and is counted as handled: it would be the same next time. */
  async #guarded(tx: Transaction, stanza: Element): Promise<void> {
    const fork = tx.fork();
    try {
      await this.#takeIn(fork, stanza);
      tx.merge(fork);
    } catch (error) {
      if (!isUnfit(error)) throw error;
      this.#context.faults.count("malformed-stanza");
    }
  }

  async #takeIn(tx: Transaction, stanza: Element): Promise<void> {
    const { type, from, to, id, payload } = parseMessage(stanza);
    if (type === "error") return this.#parts.takeInRefusal(tx, stanza);
    if (from?.kind === "server") {
      const sms = payload.find(({ xmlns }) => xmlns === NS_SMS);
      if (sms !== undefined) await this.#parts.takeInSms(tx, sms);
      return;
    }
    if (from?.kind !== "device" || to === undefined) return;
    const at = parseDelay(stanza) ?? this.#context.clock();
    const mls = payload.find(isMlsMessage);
    if (mls !== undefined && id !== undefined && to.kind === "conversation") {
      const message: IncomingMessage = {
        id,
        conversation: to.conversation,
        account: from.account,
        device: from.device,
        at,
        mls: parseMlsMessage(mls),
      };
      return this.#parts.intake.takeIn(tx, message);
    }
    const state = parseChatState(stanza);
    if (state !== undefined && to.kind === "conversation") {
      const composing = state === "composing";
      tx.afterCommit(() => this.#parts.onChatState(to.conversation, from.account, composing));
      return;
    }
    if (to.kind !== "occupant") return;
    const receipt = { conversation: to.conversation, account: from.account, at };
    const received = parseReceipts(stanza);
    await this.#parts.takeInReceipt(tx, { ...receipt, received, displayed: parseDisplayed(stanza) });
  }

  async #handshake(stanza: Element): Promise<void> {
    try {
      const { from, to, payload } = parseMessage(stanza);
      const [first] = payload;
      if (first === undefined || to?.kind !== "conversation") return;
      if (first.xmlns === NS_DEVICES) await this.#parts.rechecks.changed(parseDeviceListChanged(first));
      else if (from?.kind === "device")
        await this.#parts.handshakes.takeIn(to.conversation, parseMlsMessage(first));
    } catch (error) {
      // Anything but a refusal or a list that does not verify is a fault of this side: the stanza has to come again.
      if (!(isUnfit(error) || error instanceof CryptoError)) throw error;
      this.#context.log("handshake.dropped", { error: error.name });
      if (isUnfit(error)) this.#context.faults.count("malformed-stanza");
    }
  }

  #broken(error: unknown): void {
    if (error instanceof ConnectionLostError) {
      this.forget();
      this.#start();
    } else {
      this.#context.faults.count("store");
      this.#entries = [];
    }
    this.#parts.onBroken(error);
  }
}

/**
 * A stanza this program cannot cope with. TypeError and RangeError are its own mistakes: met again and again by the same
 * stanza they would keep out everything behind it. A store's failures have other names.
 */
function isUnfit(error: unknown): error is Error {
  return error instanceof StanzaError || error instanceof TypeError || error instanceof RangeError;
}

/** Whether taking the stanza in may ask the server for device lists. */
function asksServer(stanza: Element): boolean {
  if (stanza.xmlns !== NS_CLIENT || stanza.attrs.type === "error" || !Array.isArray(stanza.content))
    return false;
  const [first] = stanza.content as readonly Element[];
  if (first === undefined) return false;
  if (first.xmlns === NS_DEVICES) return true;
  return isMlsMessage(first) && first.name !== "payload";
}
