import type { Lane } from "./lane.ts";
import type { Latencies } from "./latencies.ts";

/** Messages that one sender may have unacknowledged at a fixed rate: many seconds' worth. */
const REMEMBERED = 8_192;

/** Sends one lane's messages and times each until the server's acknowledgement. */
export class Sender {
  readonly lane: Lane;
  readonly #latencies: Latencies;
  readonly #sentAt = new Float64Array(REMEMBERED);
  readonly #before: number;
  #timed: number;
  onIdle: () => void = () => {};
  /** While set, every acknowledgement is answered with so many messages in flight. */
  window = 0;

  constructor(lane: Lane, latencies: Latencies) {
    this.lane = lane;
    this.#latencies = latencies;
    this.#before = lane.sent;
    this.#timed = lane.acknowledged;
    lane.onAcknowledged = () => this.#acknowledged();
  }

  get count(): number {
    return this.lane.sent - this.#before;
  }

  get inFlight(): number {
    return this.lane.sent - this.lane.acknowledged;
  }

  /** Sends one message with the lane's next flush. @throws when the server has fallen far behind */
  send(now: number): void {
    if (this.inFlight >= REMEMBERED) throw new Error("the server does not keep up with the rate");
    this.lane.queueMessage();
    this.#sentAt[this.lane.sent % REMEMBERED] = now;
  }

  fill(): void {
    if (this.inFlight >= this.window) return;
    const now = performance.now();
    while (this.inFlight < this.window) this.send(now);
    this.lane.flush();
  }

  #acknowledged(): void {
    const now = performance.now();
    const { acknowledged } = this.lane;
    while (this.#timed < acknowledged) {
      this.#timed++;
      this.#latencies.add(now - (this.#sentAt[this.#timed % REMEMBERED] ?? now));
    }
    if (this.window > 0) this.fill();
    if (this.inFlight === 0) this.onIdle();
  }
}
