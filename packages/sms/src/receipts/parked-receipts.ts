import type { CarrierReceipt } from "../carrier/port.ts";
import { phoneForms, receiptForms } from "./matching.ts";
import { plainId } from "./message-ids.ts";

/** A receipt that came before the answer to its submit. */
export interface ParkedReceipt {
  readonly n: number;
  readonly carrier: string;
  readonly receipt: CarrierReceipt;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Its addresses were asked, and named nothing. */
  isHopeless: boolean;
}

/** Receipts that wait for their message, found by everything they say. */
export class ParkedReceipts {
  readonly #byKey = new Map<string, Set<ParkedReceipt>>();
  /** In the order in which they came. */
  readonly #all = new Set<ParkedReceipt>();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  /** @returns the one that had to give way: the oldest, when there are too many. */
  add(parked: ParkedReceipt): ParkedReceipt | undefined {
    const [oldest] = this.#all.size >= this.#max ? this.#all : [];
    if (oldest) this.remove(oldest);
    this.#all.add(parked);
    for (const key of keysOf(parked)) {
      const set = this.#byKey.get(key);
      if (set) set.add(parked);
      else this.#byKey.set(key, new Set([parked]));
    }
    return oldest;
  }

  /** @returns whether it was still there. */
  remove(parked: ParkedReceipt): boolean {
    const was = this.#all.delete(parked);
    for (const key of keysOf(parked)) {
      const set = this.#byKey.get(key);
      set?.delete(parked);
      if (set?.size === 0) this.#byKey.delete(key);
    }
    return was;
  }

  /** Those worth another look. */
  hopeful(): ParkedReceipt[] {
    return [...this.#all].filter(({ isHopeless }) => !isHopeless);
  }

  get isEmpty(): boolean {
    return this.#byKey.size === 0;
  }

  byAnswer(carrier: string, answer: string): ParkedReceipt[] {
    return [...(this.#byKey.get(`i ${carrier} ${plainId(answer)}`) ?? [])];
  }

  byReference(carrier: string, reference: number): ParkedReceipt[] {
    return [...(this.#byKey.get(`r ${carrier} ${reference}`) ?? [])];
  }

  byPhone(carrier: string, phone: string): ParkedReceipt[] {
    return [...(this.#byKey.get(`p ${carrier} ${phone}`) ?? [])];
  }
}

function keysOf({ carrier, receipt }: ParkedReceipt): string[] {
  return [
    ...receiptForms(receipt).map((form) => `i ${carrier} ${form}`),
    ...(receipt.reference === undefined ? [] : [`r ${carrier} ${receipt.reference}`]),
    ...phoneForms(receipt.phone).map((phone) => `p ${carrier} ${phone}`),
  ];
}
