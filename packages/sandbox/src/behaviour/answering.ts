import type { Answer, SmscSession } from "@culver/sms";
import type { Encounter } from "./behaviours.ts";

type Send = NonNullable<Answer["send"]>;

/** So long answers that go out in reverse wait for each other, ms. */
const REVERSE_MS = 60;
/** A receipt that goes first has so long a lead, ms. */
const LEAD_MS = 40;
/** Without a number of times a link drops at this many unanswered submits, or when no more come for a while. */
const FULL_WINDOW = 10;

/** generic_nack instead of the response (SMPP 3.4 section 4.3): a header with ESME_RSYSERR. */
function nackFor(response: Buffer): Buffer {
  const nack = Buffer.alloc(16);
  nack.writeUInt32BE(16, 0);
  nack.writeUInt32BE(0x80000000, 4);
  nack.writeUInt32BE(8, 8);
  nack.writeUInt32BE(response.readUInt32BE(12), 12);
  return nack;
}

/** How answers go out that a good carrier would send at once, once. */
export class Answering {
  readonly #held = new WeakMap<SmscSession, (() => void)[]>();
  readonly #unanswered = new WeakMap<SmscSession, number>();
  readonly #later: (ms: number, run: () => void) => void;

  /** @param later runs something after a time, unless the carrier has closed by then. */
  constructor(later: (ms: number, run: () => void) => void) {
    this.#later = later;
  }

  /** Undefined for a normal answer. */
  sending(met: Encounter, from: SmscSession): Send | undefined {
    switch (met.answer) {
      case "normal":
        return met.receiptFirst ? this.#after(LEAD_MS) : undefined;
      case "late":
        return this.#after(met.answerDelayMs);
      case "never":
        return () => undefined;
      case "twice":
        return (octets, write) => {
          write(octets);
          write(octets);
        };
      case "reversed":
        return this.#reversed(from);
      case "wrong-sequence":
        return (octets, write) => {
          octets.writeUInt32BE((octets.readUInt32BE(12) + 0x1000000) & 0x7fffffff, 12);
          write(octets);
        };
      case "nack":
        return (octets, write) => write(nackFor(octets));
      case "drop":
        return () => this.#drop(met, from);
    }
  }

  #after(ms: number): Send {
    return (octets, write) => this.#later(ms, () => write(octets));
  }

  #reversed(from: SmscSession): Send {
    return (octets, write) => {
      const held = this.#held.get(from) ?? [];
      if (held.push(() => write(octets)) === 1) {
        this.#held.set(from, held);
        this.#later(REVERSE_MS, () => {
          this.#held.delete(from);
          for (const answer of held.reverse()) answer();
        });
      }
    };
  }

  #drop({ times, last }: Encounter, from: SmscSession): void {
    const unanswered = (this.#unanswered.get(from) ?? 0) + 1;
    this.#unanswered.set(from, unanswered);
    if (times === undefined ? unanswered >= FULL_WINDOW : last) {
      from.drop();
      return;
    }
    if (times !== undefined) return;
    this.#later(REVERSE_MS, () => {
      if (this.#unanswered.get(from) === unanswered) from.drop();
    });
  }
}
