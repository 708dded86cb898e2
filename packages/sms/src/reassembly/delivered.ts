import { createHash } from "node:crypto";

interface Entry {
  readonly parts: ReadonlyMap<number, string>;
  readonly until: number;
}

/**
 * Long messages handed over lately, by what their parts hold: a carrier that missed our answers sends parts
 * again, and those belong to no new message. Bounded; keeps digests only.
 */
export class Delivered {
  readonly #entries = new Map<string, Entry>();
  readonly #keepMs: number;
  readonly #max: number;

  constructor(keepMs = 600_000, max = 1000) {
    this.#keepMs = keepMs;
    this.#max = max;
  }

  add(key: string, parts: ReadonlyMap<number, { readonly octets: Uint8Array }>, now: number): void {
    const digests = new Map([...parts].map(([part, { octets }]) => [part, digest(octets)]));
    this.#entries.delete(key);
    this.#entries.set(key, { parts: digests, until: now + this.#keepMs });
    for (const [old, { until }] of this.#entries) {
      if (until > now && this.#entries.size <= this.#max) return;
      this.#entries.delete(old);
    }
  }

  has(key: string, part: number, octets: Uint8Array, now: number): boolean {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.until > now && entry.parts.get(part) === digest(octets);
  }
}

function digest(octets: Uint8Array): string {
  return createHash("sha256").update(octets).digest("base64");
}
