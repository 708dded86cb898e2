import { setTimeout as sleep } from "node:timers/promises";
import { type SmsLog, silentLog } from "../log.ts";
import { closeWords } from "../session/close-reason.ts";
import type { SessionOptions } from "../session/options.ts";
import type { SmppSession } from "../session/session.ts";
import { type BackoffOptions, backoffMs } from "./backoff.ts";
import { type BindOptions, openBind } from "./bind.ts";

export interface EsmeLinkOptions {
  readonly bind: BindOptions;
  readonly session: SessionOptions;
  readonly backoff?: BackoffOptions;
  readonly log?: SmsLog;
  /** The link came or went: `state` and `session` have changed. */
  readonly onChange?: () => void;
  /** Ends the link as dispose does. */
  readonly signal?: AbortSignal;
  /** Wall clock in milliseconds. Default Date.now. */
  readonly now?: () => number;
}

export interface LinkState {
  readonly status: "connecting" | "bound" | "waiting" | "closed";
  /** When this status began, in milliseconds since 1970. */
  readonly since: number;
  /** Why the last connection ended or failed, in words. */
  readonly lastProblem?: string;
  /** Successful binds so far. */
  readonly binds: number;
}

/** The link is not bound, and was not within the time given. */
export class NotBoundError extends Error {
  override readonly name = "NotBoundError";
}

/**
 * Keeps one bind to a carrier: connects, binds, and does so again with growing, jittered waits
 * whenever the session ends. A session that was bound for a while starts the waits anew.
 */
export class EsmeLink implements AsyncDisposable {
  readonly #options: EsmeLinkOptions;
  readonly #log: SmsLog;
  readonly #now: () => number;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  #state: LinkState;
  #session: SmppSession | undefined;
  #peerVersion: number | undefined;
  #waiters = new Set<(session: SmppSession) => void>();

  constructor(options: EsmeLinkOptions) {
    this.#options = options;
    this.#log = options.log ?? silentLog;
    this.#now = options.now ?? Date.now;
    this.#state = { status: "connecting", since: this.#now(), binds: 0 };
    options.signal?.addEventListener("abort", () => void this[Symbol.asyncDispose](), { once: true });
    if (options.signal?.aborted) this.#stop.abort();
    this.#running = this.#run();
  }

  get state(): LinkState {
    return this.#state;
  }

  /** The bound session, if there is one now. */
  get session(): SmppSession | undefined {
    return this.#session?.open ? this.#session : undefined;
  }

  /** sc_interface_version of the last bind's answer; undefined where the carrier sent none. */
  get peerVersion(): number | undefined {
    return this.#peerVersion;
  }

  /** The bound session, waiting up to `timeoutMs` for it. @throws NotBoundError */
  async bound(timeoutMs: number): Promise<SmppSession> {
    if (this.session) return this.session;
    if (this.#stop.signal.aborted) throw new NotBoundError("the link is closed");
    const { promise, resolve, reject } = Promise.withResolvers<SmppSession>();
    const give = () => reject(new NotBoundError(`not bound: ${this.#state.lastProblem ?? "connecting"}`));
    const timer = setTimeout(give, timeoutMs);
    this.#waiters.add(resolve);
    this.#stop.signal.addEventListener("abort", give);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiters.delete(resolve);
      this.#stop.signal.removeEventListener("abort", give);
    }
  }

  /** Unbinds and stays closed. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#session?.unbind();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (let attempt = 0; !signal.aborted; attempt++) {
      this.#set({ status: "connecting" });
      const began = performance.now();
      const problem = await this.#once();
      if (signal.aborted) break;
      // A session that lasted is no failed attempt: the carrier restarted, try again soon.
      if (performance.now() - began > (this.#options.backoff?.maxMs ?? 60_000)) attempt = 0;
      const waitMs = backoffMs(attempt, this.#options.backoff);
      this.#set({ status: "waiting", lastProblem: problem });
      this.#log.warn({ problem, waitMs }, "SMPP link down");
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    }
    this.#set({ status: "closed" });
  }

  /** One connection from open to end; returns why it ended. */
  async #once(): Promise<string> {
    const { bind, session: options } = this.#options;
    let session: SmppSession;
    try {
      const bound = await openBind(bind, options, this.#stop.signal);
      session = bound.session;
      this.#peerVersion = bound.peerVersion;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    this.#session = session;
    this.#set({ status: "bound", binds: this.#state.binds + 1 });
    this.#log.info({ binds: this.#state.binds }, "SMPP link bound");
    for (const resolve of this.#waiters) resolve(session);
    // Disposal may have come between the bind's answer and here.
    if (this.#stop.signal.aborted) await session.unbind();
    const reason = await session.closed;
    this.#session = undefined;
    return closeWords(reason);
  }

  #set(change: Partial<LinkState>): void {
    const moved = change.status !== this.#state.status;
    this.#state = { ...this.#state, ...change, since: this.#now() };
    if (moved) this.#options.onChange?.();
  }
}
