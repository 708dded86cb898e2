import type { AdaptiveWindow } from "./adaptive-window.ts";
import type { TokenBucket } from "./token-bucket.ts";

interface Waiter {
  readonly resolve: (may: boolean) => void;
  readonly deadline: number;
}

/**
 * Lets submissions onto one bind: as many at once as its window allows, as fast as its token bucket fills, and
 * none while the peer does not read. First come, first served, so that parts leave in order.
 */
export class SendingGate {
  readonly #window: AdaptiveWindow;
  readonly #bucket: TokenBucket;
  /** Whether the bind can send at this moment. */
  readonly #isReady: () => boolean;
  /** Called when there may be room again. */
  readonly #onRoom: () => void;
  readonly #waiters: Waiter[] = [];
  #inFlight = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(window: AdaptiveWindow, bucket: TokenBucket, isReady: () => boolean, onRoom: () => void) {
    this.#window = window;
    this.#bucket = bucket;
    this.#isReady = isReady;
    this.#onRoom = onRoom;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get waiting(): number {
    return this.#waiters.length;
  }

  /** Submissions it would let through at once. Looks again by itself, and tells, when that is for want of time. */
  room(): number {
    const now = performance.now();
    const room = this.#waiters.length > 0 ? 0 : this.#places(now);
    if (room === 0) this.#wake(now);
    return room;
  }

  /** True with a place, to be given back by `leave`; false when none came free in `timeoutMs`, or the bind went. */
  async enter(timeoutMs: number): Promise<boolean> {
    const now = performance.now();
    if (this.#waiters.length === 0 && this.#places(now) > 0) {
      this.#admit(now);
      return true;
    }
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#waiters.push({ resolve, deadline: now + timeoutMs });
    this.#wake(now);
    return promise;
  }

  leave(): void {
    this.#inFlight--;
    this.look();
  }

  /** Lets in who may enter now. Call whenever the bind's state or the peer's reading changed. */
  look(): void {
    const now = performance.now();
    while (this.#waiters[0] && this.#places(now) > 0) {
      this.#admit(now);
      this.#waiters.shift()?.resolve(true);
    }
    while (this.#waiters[0] && this.#waiters[0].deadline <= now) this.#waiters.shift()?.resolve(false);
    if (this.#waiters.length > 0) this.#wake(now);
    else this.#onRoom();
  }

  /** The bind went: who waits cannot enter. */
  dismiss(): void {
    for (const { resolve } of this.#waiters.splice(0)) resolve(false);
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #places(now: number): number {
    if (!this.#isReady() || this.#window.pauseMs(now) > 0) return 0;
    return Math.max(0, Math.min(this.#window.size - this.#inFlight, this.#bucket.available(now)));
  }

  #admit(now: number): void {
    this.#inFlight++;
    this.#bucket.take(now);
  }

  /** Looks again when a token comes, a pause ends or the first waiter's time is over. */
  #wake(now: number): void {
    const time = Math.max(this.#window.pauseMs(now), this.#bucket.waitMs(now));
    const first = this.#waiters[0];
    const deadlineMs = first ? first.deadline - now : Number.POSITIVE_INFINITY;
    const waitMs = time > 0 ? Math.min(time, deadlineMs) : deadlineMs;
    if (waitMs === Number.POSITIVE_INFINITY) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.look(), Math.max(1, Math.ceil(waitMs)));
  }
}
