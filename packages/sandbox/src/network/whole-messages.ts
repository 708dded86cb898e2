import { messageBody, messageContent } from "@culver/sms";
import type { Submit } from "./as-submit.ts";
import { userDataOf } from "./user-data.ts";

/** A message as a phone shows it, put together from its parts. */
export interface WholeMessage {
  readonly body: ReturnType<typeof messageBody>;
  /** User data of each part, header included, in the order of the parts. */
  readonly userData: readonly Uint8Array[];
}

/** Long messages a phone has room for before all parts are there; the oldest is dropped first. */
const MAX_INCOMPLETE = 1000;
const KEEP_MS = 600_000;

interface Incomplete {
  readonly parts: Map<number, Submit>;
  readonly since: number;
}

/** Parts of long messages until they are whole, dropped after ten minutes. */
export class WholeMessages {
  readonly #incomplete = new Map<string, Incomplete>();

  /** The message that `pdu` is, or completes. */
  add(from: string, to: string, pdu: Submit, now: number): WholeMessage | undefined {
    const { concatenation } = messageContent(pdu);
    if (!concatenation || concatenation.total === 1) return wholeOf([pdu]);
    const { reference, total, part } = concatenation;
    const key = `${from} ${to} ${reference} ${total}`;
    this.#expire(now);
    const entry = this.#incomplete.get(key) ?? { parts: new Map(), since: now };
    this.#incomplete.set(key, entry);
    entry.parts.set(part, pdu);
    if (entry.parts.size < total) return undefined;
    this.#incomplete.delete(key);
    return wholeOf([...entry.parts].toSorted(([a], [b]) => a - b).map(([, found]) => found));
  }

  /** Insertion order is the order of age. */
  #expire(now: number): void {
    for (const [key, { since }] of this.#incomplete) {
      if (since + KEEP_MS > now && this.#incomplete.size < MAX_INCOMPLETE) return;
      this.#incomplete.delete(key);
    }
  }
}

function wholeOf(parts: readonly Submit[]): WholeMessage {
  const pieces = parts.map((pdu, index) => ({ ...messageContent(pdu), part: index + 1 }));
  return { body: messageBody(pieces, parts.length), userData: parts.map(userDataOf) };
}
