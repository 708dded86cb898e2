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
  partsTogether,
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

  /**
   * @param isLast no answer is to come that could name it: its addresses decide.
   * @param use called with what was found in the same turn, so that two receipts at once never find the same part.
   * @returns whether it was.
   */
  async find(
    desk: CarrierDesk,
    receipt: CarrierReceipt,
    isLast: boolean,
    use: (found: Found) => void,
  ): Promise<boolean> {
    const core = this.#core;
    const forms = receiptForms(receipt);
    const useIf = (found: Found | undefined): boolean => {
      if (found) use(found);
      return found !== undefined;
    };
    if (!desk.idsRepeat) {
      if (hasMoreOnDisk(core) && !this.#isSure(desk, receipt, forms)) {
        const stored = await core.store.answered(desk.name, forms, 3);
        await this.#load(stored.map(({ message }) => message));
      }
      if (useIf(this.#byId(desk, receipt, forms))) return true;
    }
    if (useIf(this.#byReference(desk, receipt, forms))) return true;
    if (receipt.reference !== undefined && hasMoreOnDisk(core)) {
      await this.#loadReference(receipt.reference);
      if (useIf(this.#byReference(desk, receipt, forms))) return true;
    }
    const [phone] = phoneForms(receipt.phone);
    // Where references come back, one that is unknown belongs to a message that is finished.
    if (!phone || (receipt.reference !== undefined && !desk.idsRepeat)) return false;
    if (hasMoreOnDisk(core)) {
      await this.#load(await core.store.unfinishedOf(core.vault.hash(phone), MAX_OF_PHONE));
    }
    return useIf(this.#byAddress(desk, receipt, phone, forms, isLast));
  }

  /** Whether what memory holds is meant, whatever the disk may hold beside it. */
  #isSure(desk: CarrierDesk, receipt: CarrierReceipt, forms: readonly string[]): boolean {
    const { values, isOtherNotation } = this.#named(desk, receipt, forms);
    return values.length > 0 && isOtherNotation === desk.usesOtherNotation;
  }

  #byId(desk: CarrierDesk, receipt: CarrierReceipt, forms: readonly string[]): Found | undefined {
    if (desk.idsRepeat) return undefined;
    const { values: places, isOtherNotation } = this.#named(desk, receipt, forms);
    const [first] = places;
    if (!first) return undefined;
    const parts = partsTogether(first.message, first.part, desk.name);
    if (places.some(({ message, part }) => message !== first.message || !parts.includes(part))) {
      if (!isOtherNotation) desk.idsRepeat = true;
      return undefined;
    }
    // An id that is not known yet to repeat, and another message's receipt before its own answer.
    if (!desk.idsMatch && contradicts(receipt, first.message)) return undefined;
    desk.idsMatch = true;
    desk.usesOtherNotation = isOtherNotation;
    return { message: first.message, parts, by: "id" };
  }

  #named(desk: CarrierDesk, receipt: CarrierReceipt, forms: readonly string[]): Naming<PartPlace> {
    const places = new Set(forms.flatMap((form) => this.#core.index.byAnswer(desk.name, form)));
    const candidates = [...places].filter(isOpen(desk)).map((value) => {
      const { message, part } = value;
      return { value, message, answer: message.progress.parts[part]?.answer, receipt };
    });
    return meant(candidates, desk.usesOtherNotation);
  }

  #byReference(desk: CarrierDesk, receipt: CarrierReceipt, forms: readonly string[]): Found | undefined {
    const { reference } = receipt;
    if (reference === undefined) return undefined;
    const [place] = this.#core.index
      .byReference(reference)
      .filter((message) => !contradicts(receipt, message))
      .sort((a, b) => b.seq - a.seq)
      .flatMap((message) => partOf(message, desk.name, forms) ?? []);
    return place && foundAt(place, desk, "reference");
  }

  async #loadReference(reference: number): Promise<void> {
    const last = await this.#core.store.last("sms_messages");
    const newest = last - ((last - reference) % 65_536);
    const seqs = Array.from({ length: ROUNDS }, (_, round) => newest - round * 65_536);
    await this.#load(seqs.filter((seq) => seq > 0));
  }

  #byAddress(
    desk: CarrierDesk,
    receipt: CarrierReceipt,
    phone: string,
    forms: readonly string[],
    isLast: boolean,
  ): Found | undefined {
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
    return place && foundAt(place, desk, "address");
  }

  async #load(seqs: readonly number[]): Promise<void> {
    for (const message of await this.#loader.load(seqs)) this.#resume(message);
  }
}

/** A receipt for one part is for all that its submission carried. */
function foundAt({ message, part }: PartPlace, desk: CarrierDesk, by: Found["by"]): Found {
  return { message, parts: partsTogether(message, part, desk.name), by };
}

const isOpen =
  (desk: CarrierDesk) =>
  ({ message, part }: PartPlace): boolean => {
    const progress = message.progress.parts[part];
    return progress !== undefined && isPending(progress, desk.name);
  };
