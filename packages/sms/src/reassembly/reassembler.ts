import { randomUUID } from "node:crypto";
import type { CarrierIncoming } from "../carrier/port.ts";
import { type SmsLog, silentLog } from "../log.ts";
import { SmppStatusError } from "../smpp/errors.ts";
import { Status } from "../smpp/statuses.ts";
import { Delivered } from "./delivered.ts";
import { messageBody } from "./message-body.ts";
import type { PartStore, ReceivedPart, StoredPart } from "./part-store.ts";
import { PendingMessage } from "./pending-message.ts";

/** Octets of incomplete messages kept in memory; beyond it the oldest is handed over as it is. */
const MAX_OCTETS = 16_777_216;

export interface ReassemblyOptions {
  /** Without it parts wait in memory, and most of them unanswered; see `Reassembler`. */
  readonly store?: PartStore;
  /** After this many milliseconds without the missing parts, what came is handed over. Default 10 minutes. */
  readonly timeoutMs?: number;
  /** Without a store: how long a part's answer waits for the others, milliseconds. Default 5 000. */
  readonly holdMs?: number;
  /** Incomplete messages kept; beyond it the oldest is handed over as it is. Default 1 000. */
  readonly maxMessages?: number;
  /** How long to wait before an incomplete message that was not taken is offered again. Default 30 000. */
  readonly retryMs?: number;
}

/**
 * Puts long incoming messages together, whatever order their parts come in, and throws none away.
 *
 * With a store a part may be answered once it is stored: `accept` resolves then, or for the last one when the
 * whole was handed over. Without, a part is answered when the whole was handed over; one that waited alone for
 * `holdMs` is refused for now, but kept, and accepted when it comes again, since a carrier that delivers one
 * part at a time would never go on otherwise.
 *
 * After `timeoutMs` what came is handed over with a mark for what did not.
 */
export class Reassembler {
  readonly #hand: (message: CarrierIncoming) => Promise<void>;
  readonly #options: Required<Omit<ReassemblyOptions, "store">>;
  readonly #store: PartStore | undefined;
  readonly #now: () => number;
  readonly #log: SmsLog;
  readonly #pending = new Map<string, PendingMessage>();
  readonly #delivered = new Delivered();
  #octets = 0;
  #loaded: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  /** @param hand takes a whole message. A rejection refuses the part that completed it. */
  constructor(
    hand: (message: CarrierIncoming) => Promise<void>,
    { store, ...options }: ReassemblyOptions = {},
    now: () => number = Date.now,
    log: SmsLog = silentLog,
  ) {
    this.#hand = hand;
    this.#options = { timeoutMs: 600_000, holdMs: 5_000, maxMessages: 1000, retryMs: 30_000, ...options };
    this.#store = store;
    this.#now = now;
    this.#log = log;
    // Whether it failed shows, and matters, with the next part.
    this.#load().catch(() => undefined);
  }

  /** Incomplete messages. */
  get size(): number {
    return this.#pending.size;
  }

  /** Resolves when the part may be answered with ESME_ROK. @throws whatever its answer should say. */
  async accept(part: ReceivedPart): Promise<void> {
    if (this.#closed) throw new SmppStatusError(Status.ESME_RX_T_APPN);
    await this.#load();
    const key = keyOf(part);
    const { part: number } = part.concatenation;
    if (this.#delivered.has(key, number, part.octets, this.#now())) return;
    const pending = this.#pendingFor(key, part);
    const repeated = pending.parts.has(number);
    if (!repeated) {
      pending.parts.set(number, part);
      this.#octets += part.octets.length;
    }
    this.#arm();
    if (pending.isWhole || pending.delivering) await this.#deliver(pending);
    else if (this.#store) await pending.keep(this.#store, part);
    else if (repeated) pending.answered = true;
    else await pending.hold(this.#options.holdMs);
  }

  /** Refuses what is held, and hands over what was answered but is nowhere else than in memory. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const pending of [...this.#pending.values()]) {
      pending.refuse(new SmppStatusError(Status.ESME_RX_T_APPN));
      if (!this.#store && pending.answered) await this.#deliver(pending).catch(() => undefined);
    }
  }

  #load(): Promise<void> {
    this.#loaded ??= this.#restore().catch((error: unknown) => {
      this.#loaded = undefined;
      this.#log.warn({ error: nameOf(error) }, "kept parts of long messages could not be read");
      throw error;
    });
    return this.#loaded;
  }

  async #restore(): Promise<void> {
    for (const stored of (await this.#store?.load()) ?? []) this.#restoreOne(stored);
    this.#arm();
  }

  #restoreOne(part: StoredPart): void {
    // Two messages can share a reference: the second goes by a name of its own, and only waits for its time.
    const shared = keyOf(part);
    const own = this.#pending.get(shared);
    const key = !own || own.id === part.message ? shared : `${shared} ${part.message}`;
    const known = this.#pending.get(key);
    const pending = known ?? new PendingMessage(part.message, key, part.concatenation.total, part.since);
    if (!known) this.#pending.set(key, pending);
    pending.restore(part);
    this.#octets += part.octets.length;
  }

  /** The message a part belongs to. A sender that uses a number again has begun another message. */
  #pendingFor(key: string, part: ReceivedPart): PendingMessage {
    const known = this.#pending.get(key);
    if (known?.takes(part)) return known;
    if (known) {
      this.#pending.delete(key);
      known.key = `${key} ${known.id}`;
      this.#pending.set(known.key, known);
      this.#handOver(known);
    }
    this.#makeRoom();
    const pending = new PendingMessage(randomUUID(), key, part.concatenation.total, this.#now());
    this.#pending.set(key, pending);
    return pending;
  }

  /** @throws SmppStatusError(ESME_RX_T_APPN) when whoever takes messages does not. */
  #makeRoom(): void {
    const { maxMessages } = this.#options;
    const isFull = (times: number) =>
      this.#pending.size >= times * maxMessages || this.#octets > times * MAX_OCTETS;
    if (!isFull(1)) return;
    const [oldest] = this.#pending.values();
    if (oldest) this.#handOver(oldest);
    if (isFull(2)) throw new SmppStatusError(Status.ESME_RX_T_APPN);
  }

  /** Hands over a message as it is, in the background. */
  #handOver(pending: PendingMessage): void {
    this.#deliver(pending).catch((error: unknown) => {
      pending.retryAt = this.#now() + this.#options.retryMs;
      this.#log.warn({ error: nameOf(error) }, "an incomplete message was not taken; it is kept");
    });
  }

  async #deliver(pending: PendingMessage): Promise<void> {
    const delivery = pending.deliverOnce(async () => {
      const [first] = pending.parts.values();
      if (!first) return;
      const pieces = [...pending.parts].map(([part, piece]) => ({ ...piece, part }));
      await this.#hand({ from: first.from, to: first.to, body: messageBody(pieces, pending.total) });
      this.#delivered.add(keyOf(first), pending.parts, this.#now());
      this.#pending.delete(pending.key);
      this.#octets -= pending.octets;
      await pending.forget(this.#store).catch((error: unknown) => {
        this.#log.warn({ error: nameOf(error) }, "parts of a whole message could not be removed");
      });
    });
    await delivery.finally(() => this.#arm());
  }

  /** Wakes when the next message has waited long enough. */
  #arm(): void {
    if (this.#timer || this.#closed) return;
    let next = Number.POSITIVE_INFINITY;
    for (const pending of this.#pending.values()) {
      if (!pending.delivering) next = Math.min(next, pending.due(this.#options.timeoutMs));
    }
    if (next === Number.POSITIVE_INFINITY) return;
    const waitMs = Math.min(Math.max(1, next - this.#now()), 3_600_000);
    this.#timer = setTimeout(() => void this.#expire(), waitMs);
  }

  async #expire(): Promise<void> {
    const now = this.#now();
    const due = [...this.#pending.values()].filter(
      (pending) => !pending.delivering && pending.due(this.#options.timeoutMs) <= now,
    );
    try {
      const stored = due.length > 0 ? await this.#store?.load() : undefined;
      for (const pending of due) {
        if (!this.#closed && this.#isOurs(pending, stored)) this.#handOver(pending);
      }
    } catch (error) {
      for (const pending of due) pending.retryAt = now + this.#options.retryMs;
      this.#log.warn({ error: nameOf(error) }, "kept parts of long messages could not be read");
    }
    this.#timer = undefined;
    this.#arm();
  }

  /**
   * While routes are reloaded the carrier before and the one after share a store: what the other has handed over
   * is gone from it, and what the other was brought is in it.
   */
  #isOurs(pending: PendingMessage, stored: readonly StoredPart[] | undefined): boolean {
    if (pending.delivering || this.#pending.get(pending.key) !== pending) return false;
    const parts = stored?.filter(({ message }) => message === pending.id) ?? [];
    if (stored && parts.length === 0 && pending.isStored) {
      this.#pending.delete(pending.key);
      this.#octets -= pending.octets;
      return false;
    }
    for (const part of parts) {
      if (!pending.parts.has(part.concatenation.part)) this.#octets += part.octets.length;
      pending.restore(part);
    }
    return true;
  }
}

/** Same sender, receiver, reference and length: parts of one message, if they come close together. */
function keyOf({ from, to, concatenation: { reference, total } }: ReceivedPart): string {
  return `${from} ${to} ${reference} ${total}`;
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
