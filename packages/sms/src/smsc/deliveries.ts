import { setTimeout as sleep } from "node:timers/promises";
import { type BackoffOptions, backoffMs } from "../link/backoff.ts";
import type { Body } from "../smpp/bodies.ts";
import { SmppStatusError } from "../smpp/errors.ts";
import { Status } from "../smpp/statuses.ts";
import type { Tlvs } from "../smpp/tlvs.ts";
import type { SmscSession } from "./smsc-session.ts";

/** One deliver_sm. */
export interface Delivery {
  readonly body: Partial<Body<"deliver_sm">>;
  readonly tlvs?: Tlvs;
}

/**
 * What became of the first try: every part was taken; some are kept and will be tried again; one was refused for
 * good and the whole let go.
 */
export type FirstTry = "taken" | "waiting" | "refused";

/** A message on its way to an account. */
export interface Outcome {
  /** Resolves after the first try; with "waiting" at once when no bind receives. */
  readonly first: Promise<FirstTry>;
  /** Whether it was taken in the end; false when it was refused, or let go at the end of the server. */
  readonly taken: Promise<boolean>;
}

export interface DeliveriesOptions {
  /** Waits between tries. Default from 250 ms to 30 s. */
  readonly backoff?: BackoffOptions;
  /** Messages kept per account, above which a new one is refused. Default 10 000. */
  readonly keep?: number;
}

/** Answers by which an ESME says that it will never take a message (SMPP 3.4 section 5.1.3). */
const FINAL: readonly number[] = [Status.ESME_RX_P_APPN, Status.ESME_RX_R_APPN];

/**
 * What waits to be taken by the accounts' receiving binds: messages and receipts go to the binds in turn, the parts
 * of one message together, and what is unanswered or refused for now is kept and delivered again. In memory only.
 */
export class Deliveries implements Disposable {
  readonly #receivers: (account: string) => readonly SmscSession[];
  readonly #backoff: BackoffOptions;
  readonly #keep: number;
  readonly #stop = new AbortController();
  readonly #kept = new Map<string, number>();
  readonly #turns = new Map<string, number>();
  readonly #wakers = new Map<string, Set<() => void>>();

  constructor(
    receivers: (account: string) => readonly SmscSession[],
    { backoff = { baseMs: 250, maxMs: 30_000 }, keep = 10_000 }: DeliveriesOptions = {},
  ) {
    this.#receivers = receivers;
    this.#backoff = backoff;
    this.#keep = keep;
  }

  /** Keeps the parts of one message until they are taken. Neither promise rejects. */
  add(account: string, parts: readonly Delivery[]): Outcome {
    const kept = this.#kept.get(account) ?? 0;
    if (kept >= this.#keep || this.#stop.signal.aborted) {
      return { first: Promise.resolve("refused"), taken: Promise.resolve(false) };
    }
    this.#kept.set(account, kept + 1);
    const { promise: first, resolve } = Promise.withResolvers<FirstTry>();
    const taken = this.#run(account, parts, resolve).finally(() => {
      this.#kept.set(account, (this.#kept.get(account) ?? 1) - 1);
    });
    return { first, taken };
  }

  /** Messages and receipts of the account that were not taken yet. */
  kept(account: string): number {
    return this.#kept.get(account) ?? 0;
  }

  /** A bind of the account receives now: what waits is tried at once. */
  wake(account: string): void {
    const wakers = this.#wakers.get(account);
    this.#wakers.delete(account);
    for (const wake of wakers ?? []) wake();
  }

  [Symbol.dispose](): void {
    this.#stop.abort();
    for (const account of [...this.#wakers.keys()]) this.wake(account);
  }

  async #run(
    account: string,
    parts: readonly Delivery[],
    first: (outcome: FirstTry) => void,
  ): Promise<boolean> {
    let left = parts;
    for (let attempt = 0; !this.#stop.signal.aborted; attempt++) {
      const session = this.#next(account);
      if (!session) {
        first("waiting");
        await this.#woken(account);
        continue;
      }
      const outcomes = await Promise.all(left.map((part) => tryOnce(session, part)));
      if (outcomes.includes("refused")) {
        first("refused");
        return false;
      }
      left = left.filter((_, index) => outcomes[index] === "waiting");
      first(left.length === 0 ? "taken" : "waiting");
      if (left.length === 0) return true;
      const wait = backoffMs(attempt, this.#backoff);
      await sleep(wait, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
    first("waiting");
    return false;
  }

  #next(account: string): SmscSession | undefined {
    const receivers = this.#receivers(account);
    const turn = (this.#turns.get(account) ?? -1) + 1;
    this.#turns.set(account, turn);
    return receivers[turn % receivers.length];
  }

  #woken(account: string): Promise<void> {
    return new Promise((resolve) => {
      const wakers = this.#wakers.get(account) ?? new Set();
      this.#wakers.set(account, wakers.add(resolve));
    });
  }
}

async function tryOnce(session: SmscSession, { body, tlvs }: Delivery): Promise<FirstTry> {
  try {
    await session.deliver(body, tlvs);
    return "taken";
  } catch (error) {
    return error instanceof SmppStatusError && FINAL.includes(error.status) ? "refused" : "waiting";
  }
}
