import type { CarrierReceipt } from "../carrier/port.ts";
import type { PartPlace } from "../queue/message-index.ts";
import type { QueuedMessage } from "../queue/queued-message.ts";
import {
  contradicts,
  isPending,
  meant,
  type Naming,
  nearest,
  partOf,
  phoneForms,
  receiptForms,
} from "../receipts/matching.ts";
import type { CarrierDesk } from "./carrier-desk.ts";
import { type Core, hasMoreOnDisk } from "./core.ts";
import type { Loader } from "./loader.ts";

/** The parts a receipt means, and what told. */
export interface Found {
  readonly message: QueuedMessage;
  readonly parts: readonly number[];
  readonly by: "id" | "reference" | "address";
}

/** References repeat every 65 536 messages: how many rounds back are looked through. */
const ROUNDS = 16;
const MAX_OF_PHONE = 100;

/**
 * Finds what a receipt means: by receipted_message_id or the text's id in any notation; by user_message_reference;
 * at last by phone, sender and time, where the carrier's ids say nothing or its answer never came.
 */
export class ReceiptFinder {
  readonly #core: Core;
  readonly #loader: Loader;
  readonly #resume: (message: QueuedMessage) => void;

  constructor(core: Core, loader: Loader, resume: (message: QueuedMessage) => void) {
    this.#core = core;
    this.#loader = loader;
    this.#resume = resume;
  }

  /** @param isLast no answer is to come that could name it: its addresses decide. */
  async find(desk: CarrierDesk, receipt: CarrierReceipt, isLast: boolean): Promise<Found | undefined> {
    const forms = receiptForms(receipt);
    return (
      (await this.#byId(desk, receipt, forms)) ??
      (await this.#byReference(desk, receipt, forms)) ??
      (await this.#byAddress(desk, receipt, forms, isLast))
    );
  }

  async #byId(
    desk: CarrierDesk,
    receipt: CarrierReceipt,
    forms: readonly string[],
  ): Promise<Found | undefined> {
    if (desk.idsRepeat) return undefined;
    let named = this.#named(desk, receipt, forms);
    const isSure = named.values.length > 0 && named.isOtherNotation === desk.usesOtherNotation;
    if (!isSure && hasMoreOnDisk(this.#core)) {
      const stored = await this.#core.store.answered(desk.name, forms, 3);
      await this.#load(stored.map(({ message }) => message));
      named = this.#named(desk, receipt, forms);
    }
    const { values: places, isOtherNotation } = named;
    const [first] = places;
    if (!first) return undefined;
    if (places.some(({ message }) => message !== first.message)) {
      if (!isOtherNotation) desk.idsRepeat = true;
      return undefined;
    }
    // An id that is not known yet to repeat, and another message's receipt before its own answer.
    if (!desk.idsMatch && contradicts(receipt, first.message)) return undefined;
    desk.idsMatch = true;
    desk.usesOtherNotation = isOtherNotation;
    // Several parts in one submit_sm have one id, and one receipt.
    return { message: first.message, parts: places.map(({ part }) => part), by: "id" };
  }

  #named(desk: CarrierDesk, receipt: CarrierReceipt, forms: readonly string[]): Naming<PartPlace> {
    const places = new Set(forms.flatMap((form) => this.#core.index.byAnswer(desk.name, form)));
    const candidates = [...places].filter(isOpen(desk)).map((value) => {
      const { message, part } = value;
      return { value, message, answer: message.progress.parts[part]?.answer, receipt };
    });
    return meant(candidates, desk.usesOtherNotation);
  }

  async #byReference(desk: CarrierDesk, receipt: CarrierReceipt, forms: readonly string[]) {
    const { reference } = receipt;
    if (reference === undefined) return undefined;
    const find = () =>
      this.#core.index
        .byReference(reference)
        .filter((message) => !contradicts(receipt, message))
        .sort((a, b) => b.seq - a.seq)
        .flatMap((message) => partOf(message, desk.name, forms) ?? [])[0];
    let place = find();
    if (!place && hasMoreOnDisk(this.#core)) {
      const last = await this.#core.store.last("sms_messages");
      const newest = last - ((last - reference) % 65_536);
      const seqs = Array.from({ length: ROUNDS }, (_, round) => newest - round * 65_536);
      await this.#load(seqs.filter((seq) => seq > 0));
      place = find();
    }
    return place && { message: place.message, parts: [place.part], by: "reference" as const };
  }

  async #byAddress(desk: CarrierDesk, receipt: CarrierReceipt, forms: readonly string[], isLast: boolean) {
    const [phone] = phoneForms(receipt.phone);
    if (!phone) return undefined;
    // Where references come back, one that is unknown belongs to a message that is finished.
    if (receipt.reference !== undefined && !desk.idsRepeat) return undefined;
    if (hasMoreOnDisk(this.#core)) {
      const hash = this.#core.vault.hash(phone);
      await this.#load(await this.#core.store.unfinishedOf(hash, MAX_OF_PHONE));
    }
    const messages = this.#core.index.byPhone(phone).filter((message) => !contradicts(receipt, message));
    const isUseless =
      desk.idsRepeat || forms.length === 0 || (!desk.idsMatch && (isLast || desk.hasOtherIds));
    // An answer that is on its way to a message to this phone may bring the id.
    if (!isUseless && messages.some(({ stage }) => stage === "submitting")) return undefined;
    const places = messages.flatMap((message) =>
      [...message.progress.parts.keys()]
        .map((part) => ({ message, part }))
        .filter(isOpen(desk))
        .filter(({ part }) => {
          const isAnswered = message.progress.parts[part]?.state === "accepted";
          // What is being submitted has its answer to come; what was cut off from it never will.
          return isAnswered ? isUseless : message.stage !== "submitting";
        }),
    );
    const place = nearest(places, receipt.submittedAt);
    if (place && isLast && forms.length > 0) desk.addressMatches++;
    return place && { message: place.message, parts: [place.part], by: "address" as const };
  }

  async #load(seqs: readonly number[]): Promise<void> {
    for (const message of await this.#loader.load(seqs)) this.#resume(message);
  }
}

const isOpen =
  (desk: CarrierDesk) =>
  ({ message, part }: PartPlace): boolean => {
    const progress = message.progress.parts[part];
    return progress !== undefined && isPending(progress, desk.name);
  };
