import type { EsmeLink } from "../link/esme-link.ts";
import type { SmppSession } from "../session/session.ts";
import { ResponseTimeoutError } from "../smpp/errors.ts";
import { AdaptiveWindow } from "./adaptive-window.ts";
import { failedOutcome, type Outcome } from "./outcome.ts";
import { SendingGate } from "./sending-gate.ts";
import type { Submission } from "./submissions.ts";
import { TokenBucket } from "./token-bucket.ts";

/** So many submissions in a row without an answer, and at least a window of them: the bind is dead, whatever it says. */
const DEAD_AFTER = 5;

/** congestion_state of a 5.0 peer: it nears congestion, and it is congested (SMPP 5.0 section 4.8.4.18). */
const NEARLY_CONGESTED = 90;
const CONGESTED = 100;

/** Optional parameters came with it (SMPP 3.4 section 3.4). */
const TLV_VERSION = 0x34;

/** A bind that submits: its link, its window, its rate. */
export class SendingBind {
  readonly link: EsmeLink;
  readonly #window: AdaptiveWindow;
  readonly #gate: SendingGate;
  readonly #deadAfter: number;
  #unanswered = 0;

  /** @param open opens its link, and has it call back when it comes, goes or drains again. */
  constructor(
    open: (onChange: () => void) => EsmeLink,
    limits: { readonly window: number; readonly rate: number; readonly burst: number },
    onRoom: () => void,
  ) {
    this.#window = new AdaptiveWindow(limits.window);
    this.#deadAfter = Math.max(DEAD_AFTER, limits.window);
    const isReady = () => this.link.session?.choked === false;
    this.#gate = new SendingGate(this.#window, new TokenBucket(limits.rate, limits.burst), isReady, onRoom);
    this.link = open(() => this.#changed());
  }

  get window(): number {
    return this.#window.size;
  }

  get inFlight(): number {
    return this.#gate.inFlight;
  }

  get waiting(): number {
    return this.#gate.waiting;
  }

  /** Submissions that would leave at once. */
  room(): number {
    return this.link.session ? this.#gate.room() : 0;
  }

  /** Whether the peer reads optional parameters. @param ours the interface_version of our bind. */
  takesTlvs(ours: number): boolean {
    return ours >= TLV_VERSION && (this.link.peerVersion ?? TLV_VERSION) >= TLV_VERSION;
  }

  /**
   * Submits as soon as window and rate allow, on the session given: parts of one message never change binds.
   * @param patienceMs what is not written by then is unsent.
   */
  async submit(session: SmppSession, { body, tlvs }: Submission, patienceMs: number): Promise<Outcome> {
    if (!session.open) return { kind: "unsent", words: "the link went" };
    const mayEnter = await this.#gate.enter(patienceMs);
    if (!mayEnter) {
      return { kind: "unsent", words: session.open ? "the link had no room in time" : "the link went" };
    }
    const number = this.#window.sent();
    try {
      const response = await session.request("submit_sm", body, tlvs);
      this.#unanswered = 0;
      const { congestionState = 0 } = response.tlvs;
      if (congestionState >= CONGESTED) this.#window.throttled(number, performance.now());
      else if (congestionState < NEARLY_CONGESTED) this.#window.accepted();
      return { kind: "accepted", messageId: response.body.messageId };
    } catch (error) {
      this.#unanswered = error instanceof ResponseTimeoutError ? this.#unanswered + 1 : 0;
      if (this.#unanswered >= this.#deadAfter) session.close({ kind: "unresponsive" });
      const outcome = failedOutcome(error);
      if (outcome.kind !== "throttled") return outcome;
      const now = performance.now();
      this.#window.throttled(number, now);
      const pauseMs = Math.ceil(this.#window.pauseMs(now));
      return pauseMs > 0 ? { ...outcome, retryAfterMs: pauseMs } : outcome;
    } finally {
      this.#gate.leave();
    }
  }

  #changed(): void {
    if (this.link.session) this.#gate.look();
    else this.#gate.dismiss();
  }
}
