import { plainId } from "../receipts/message-ids.ts";
import { type QueuedMessage, referenceOf } from "./queued-message.ts";

/** A part that a receipt may mean. */
export interface PartPlace {
  readonly message: QueuedMessage;
  readonly part: number;
}

/** Unfinished messages in memory, found by everything that may name them. */
export class MessageIndex {
  readonly #bySeq = new Map<number, QueuedMessage>();
  readonly #byId = new Map<string, QueuedMessage>();
  readonly #byPhone = new Map<string, Set<QueuedMessage>>();
  readonly #byReference = new Map<number, Set<QueuedMessage>>();
  readonly #byAnswer = new Map<string, PartPlace[]>();
  /** In the order in which they began to wait for receipts. */
  readonly #awaiting = new Set<QueuedMessage>();

  get size(): number {
    return this.#bySeq.size;
  }

  /** How many wait for receipts only. */
  get awaiting(): number {
    return this.#awaiting.size;
  }

  add(message: QueuedMessage): void {
    this.#bySeq.set(message.seq, message);
    this.#byId.set(message.id, message);
    addTo(this.#byPhone, message.content.to, message);
    addTo(this.#byReference, referenceOf(message), message);
    for (const [part, { carrier, answer }] of message.progress.parts.entries()) {
      if (carrier !== undefined && answer !== undefined) this.addAnswer(message, part, carrier, answer);
    }
  }

  remove(message: QueuedMessage): void {
    clearTimeout(message.timer);
    this.#bySeq.delete(message.seq);
    this.#byId.delete(message.id);
    this.#awaiting.delete(message);
    removeFrom(this.#byPhone, message.content.to, message);
    removeFrom(this.#byReference, referenceOf(message), message);
    for (const { carrier, answer } of message.progress.parts) {
      if (carrier === undefined || answer === undefined) continue;
      const key = answerKey(carrier, answer);
      const left = this.#byAnswer.get(key)?.filter((place) => place.message !== message) ?? [];
      if (left.length > 0) this.#byAnswer.set(key, left);
      else this.#byAnswer.delete(key);
    }
  }

  addAnswer(message: QueuedMessage, part: number, carrier: string, answer: string): void {
    const key = answerKey(carrier, answer);
    const places = this.#byAnswer.get(key);
    if (!places) this.#byAnswer.set(key, [{ message, part }]);
    // A carrier whose ids repeat would grow this without bound, and nobody could tell them apart.
    else if (places.length < 64) places.push({ message, part });
  }

  setAwaiting(message: QueuedMessage, isAwaiting: boolean): void {
    if (isAwaiting) this.#awaiting.add(message);
    else this.#awaiting.delete(message);
  }

  /** Those that have waited longest for receipts, beyond `limit`. */
  overdue(limit: number): QueuedMessage[] {
    const surplus = this.#awaiting.size - limit;
    const found: QueuedMessage[] = [];
    if (surplus <= 0) return found;
    for (const message of this.#awaiting) {
      found.push(message);
      if (found.length === surplus) break;
    }
    return found;
  }

  bySeq(seq: number): QueuedMessage | undefined {
    return this.#bySeq.get(seq);
  }

  byId(id: string): QueuedMessage | undefined {
    return this.#byId.get(id);
  }

  byPhone(phone: string): readonly QueuedMessage[] {
    return [...(this.#byPhone.get(phone) ?? [])];
  }

  byReference(reference: number): readonly QueuedMessage[] {
    return [...(this.#byReference.get(reference) ?? [])];
  }

  byAnswer(carrier: string, plainAnswer: string): readonly PartPlace[] {
    return this.#byAnswer.get(`${carrier} ${plainAnswer}`) ?? [];
  }

  all(): Iterable<QueuedMessage> {
    return this.#bySeq.values();
  }
}

const answerKey = (carrier: string, answer: string): string => `${carrier} ${plainId(answer)}`;

function addTo<K>(map: Map<K, Set<QueuedMessage>>, key: K, message: QueuedMessage): void {
  const set = map.get(key);
  if (set) set.add(message);
  else map.set(key, new Set([message]));
}

function removeFrom<K>(map: Map<K, Set<QueuedMessage>>, key: K, message: QueuedMessage): void {
  const set = map.get(key);
  set?.delete(message);
  if (set?.size === 0) map.delete(key);
}
