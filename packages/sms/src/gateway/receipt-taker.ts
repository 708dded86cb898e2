import type { CarrierReceipt } from "../carrier/port.ts";
import { hasFailedPart, isDelivered, type PartProgress } from "../queue/progress.ts";
import { deadlineOf, type QueuedMessage, referenceOf } from "../queue/queued-message.ts";
import { contradicts, isPending, meant, partsTogether } from "../receipts/matching.ts";
import { type ParkedReceipt, ParkedReceipts } from "../receipts/parked-receipts.ts";
import { isFinal } from "../receipts/receipt-states.ts";
import { mayGoElsewhere, receiptWords } from "../receipts/words.ts";
import type { CarrierDesk } from "./carrier-desk.ts";
import { count } from "./carrier-tally.ts";
import { type Core, record } from "./core.ts";
import { finishDelivered, finishFailed } from "./finish.ts";
import type { Found, ReceiptFinder } from "./receipt-finder.ts";
import type { Router } from "./router.ts";

const PARKED_CONTEXT = "parked receipt";
const MAX_TRIES = 4;
/** After so long an answer that could name a receipt has come or never will. */
const ANSWER_MS = 15_000;

/** Takes receipts in: finds what they mean, writes that down, and only then lets the carrier be answered. */
export class ReceiptTaker {
  readonly #core: Core;
  readonly #finder: ReceiptFinder;
  readonly #router: Router;
  readonly #dispatch: (message: QueuedMessage) => void;
  readonly #parked: ParkedReceipts;
  #lastParked = 0;

  constructor(core: Core, finder: ReceiptFinder, router: Router, dispatch: (message: QueuedMessage) => void) {
    this.#core = core;
    this.#finder = finder;
    this.#router = router;
    this.#dispatch = dispatch;
    this.#parked = new ParkedReceipts(core.tuning.maxParked);
  }

  /** Takes up what was parked before a restart, the oldest first. */
  async open(
    rows: readonly { n: number; at: number; carrier: string; key_id: number; receipt: Uint8Array }[],
  ): Promise<void> {
    this.#lastParked = await this.#core.store.last("sms_parked_receipts");
    for (const { n, at, carrier, key_id, receipt } of rows) {
      const octets = this.#core.vault.openIf(key_id, receipt, PARKED_CONTEXT);
      if (!octets) {
        this.#core.log.warn({ carrier }, "a receipt that waits cannot be opened any more");
        this.#core.journal.unpark(n);
        continue;
      }
      const read = JSON.parse(Buffer.from(octets).toString()) as CarrierReceipt;
      this.#parked.add({ n, at, carrier, receipt: read, isHopeless: false });
    }
  }

  /** Resolves when the receipt is on disk, or was found to mean nothing. */
  async take(desk: CarrierDesk, receipt: CarrierReceipt): Promise<void> {
    if (!isFinal(receipt.state)) {
      count(desk.tally.receipts, receipt.state);
      return;
    }
    const use = (found: Found) => this.#apply(desk, found, receipt);
    let isFound = false;
    let answers = -1;
    // An answer that came while the disk was searched may be the one: it would not find this receipt parked.
    for (let tries = 0; !isFound && answers !== desk.tally.accepted && tries < MAX_TRIES; tries++) {
      answers = desk.tally.accepted;
      isFound = await this.#finder.find(desk, receipt, desk.isIdle, use);
    }
    if (!isFound && desk.isIdle && answers === desk.tally.accepted) {
      // No answer is to come that could tell whose it is.
      desk.tally.unmatchedReceipts++;
      return;
    }
    if (!isFound) this.#park(desk, receipt);
    await this.#core.journal.committed();
  }

  /** An answer came: receipts that were before it may be its own. */
  answered(desk: CarrierDesk, message: QueuedMessage): void {
    if (this.#parked.isEmpty) return;
    const { parts } = message.progress;
    const isOpen = (part: PartProgress) => part.carrier === desk.name && part.state === "accepted";
    // Those that name their part first: the others take what is left.
    for (const find of [this.#parkedByAnswer, this.#parkedByAddress]) {
      for (const [index, part] of parts.entries()) {
        if ((message as QueuedMessage).stage === "done") return;
        const parked = isOpen(part) ? find.call(this, desk, message, part) : undefined;
        if (!parked) continue;
        this.#unpark(parked);
        const named = partsTogether(message, index, desk.name);
        this.#apply(desk, { message, parts: named, by: "id" }, parked.receipt);
      }
    }
  }

  #parkedByAnswer(desk: CarrierDesk, message: QueuedMessage, { answer = "" }: PartProgress) {
    if (desk.idsRepeat) return undefined;
    const candidates = this.#parked
      .byAnswer(desk.name, answer)
      .map((value) => ({ value, message, answer, receipt: value.receipt }));
    return meant(candidates, desk.usesOtherNotation).values[0];
  }

  #parkedByAddress(desk: CarrierDesk, message: QueuedMessage): ParkedReceipt | undefined {
    const toPhone = desk.idsRepeat ? this.#parked.byPhone(desk.name, message.content.to) : [];
    const candidates = [
      ...this.#parked.byReference(desk.name, referenceOf(message)),
      ...toPhone.filter(({ receipt }) => receipt.reference === undefined),
    ];
    return candidates.find(({ receipt }) => !contradicts(receipt, message));
  }

  /** Looks again at what waits for an answer that has not come and will not. */
  async followUp(): Promise<void> {
    if (this.#parked.isEmpty) return;
    for (const parked of this.#parked.hopeful()) {
      const desk = this.#core.desks.find(({ name }) => name === parked.carrier);
      if (!desk || !(desk.isIdle || this.#core.now() - parked.at > ANSWER_MS)) continue;
      parked.isHopeless = true;
      await this.#finder.find(desk, parked.receipt, true, (found) => {
        // An answer that came meanwhile may have taken it.
        if (this.#unpark(parked)) this.#apply(desk, found, parked.receipt);
      });
    }
  }

  /** @returns false when it was taken before. */
  #unpark(parked: ParkedReceipt): boolean {
    if (!this.#parked.remove(parked)) return false;
    this.#core.journal.unpark(parked.n);
    return true;
  }

  #park(desk: CarrierDesk, receipt: CarrierReceipt): void {
    const { vault, journal, now } = this.#core;
    desk.tally.parkedReceipts++;
    const n = ++this.#lastParked;
    const gone = this.#parked.add({ n, at: now(), carrier: desk.name, receipt, isHopeless: false });
    if (gone) {
      desk.tally.unmatchedReceipts++;
      journal.unpark(gone.n);
    }
    const sealed = vault.seal(Buffer.from(JSON.stringify(receipt)), PARKED_CONTEXT);
    journal.park(n, now(), desk.name, vault.keyId, sealed);
  }

  #apply(desk: CarrierDesk, { message, parts, by }: Found, { state, code }: CarrierReceipt): void {
    const core = this.#core;
    const { tally, health } = desk;
    for (const part of parts) {
      const progress = message.progress.parts[part];
      if (!progress || !isPending(progress, desk.name)) continue;
      const submittedAt = progress.submittedAt;
      record(core, message, { kind: "receipt", carrier: desk.name, part, state, code });
      count(tally.receipts, state);
      count(tally.matchedBy, by);
      tally.receiptSeconds.observe(Math.max(0, core.now() - submittedAt) / 1000);
      health.receipted(state === "delivered" || !mayGoElsewhere(state, code));
    }
    if (isDelivered(message.progress)) {
      finishDelivered(core, message);
      return;
    }
    if (hasFailedPart(message.progress)) this.#afterFailure(desk, message, { state, code });
  }

  #afterFailure(
    desk: CarrierDesk,
    message: QueuedMessage,
    { state, code }: Pick<CarrierReceipt, "state" | "code">,
  ) {
    const isInTime = this.#core.now() < deadlineOf(message);
    if (isInTime && mayGoElsewhere(state, code) && this.#router.hasOther(message, desk.name)) {
      this.#core.counters.failovers++;
      // While other parts are at the carrier, their answers bring it on.
      if (message.stage === "awaiting" || message.stage === "waiting") this.#dispatch(message);
      return;
    }
    finishFailed(this.#core, message, { reason: receiptWords(state, code), code, carrier: desk.name });
  }
}
