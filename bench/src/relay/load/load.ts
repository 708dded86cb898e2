import { Courtesy } from "./courtesy.ts";
import type { Lane } from "./lane.ts";
import { Latencies } from "./latencies.ts";
import { Sender } from "./sender.ts";
import { settled } from "./settled.ts";

export interface LoadOptions {
  /** For how long messages are sent. */
  readonly seconds: number;
  /** Messages one sender keeps unacknowledged; ignored with a rate. */
  readonly window: number;
  /** Messages/s over all senders; without it, as fast as the window allows. */
  readonly ratePerSecond?: number | undefined;
  readonly receipts: boolean;
}

export interface LoadResult {
  readonly messages: number;
  /** From the first message to the last acknowledgement. */
  readonly seconds: number;
  /** From send to the server's acknowledgement, milliseconds. */
  readonly latencies: Latencies;
}

const PACE_TICK_MS = 1;

/**
 * Sends over the senders, each to the receiver of the same index, and waits until the server has acknowledged everything and
 * everything has arrived: messages with the receivers, receipts with the senders. Without receivers nothing is waited for but
 * acknowledgements.
 */
export async function load(
  senders: readonly Lane[],
  receivers: readonly Lane[],
  options: LoadOptions,
): Promise<LoadResult> {
  const { seconds, window, ratePerSecond, receipts } = options;
  const latencies = new Latencies();
  const running = senders.map((lane) => new Sender(lane, latencies));
  const arrivedBefore = sum(receivers, (lane) => lane.arrived);
  const receiptedBefore = sum(senders, (lane) => lane.receipted);
  using _receiving = new Courtesy(receivers, receipts);
  using _sending = new Courtesy(senders, false);
  const start = performance.now();
  if (ratePerSecond === undefined) await sendInWindow(running, window, seconds);
  else await sendAtRate(running, ratePerSecond, seconds);
  await settled(() => running.every((sender) => sender.inFlight === 0), "the last acknowledgement");
  const took = (performance.now() - start) / 1000;
  const messages = sum(running, (sender) => sender.count);
  if (receivers.length > 0) {
    await settled(
      () => sum(receivers, (lane) => lane.arrived) - arrivedBefore === messages,
      "the last message",
    );
  }
  if (receipts && receivers.length > 0) {
    await settled(
      () => sum(senders, (lane) => lane.receipted) - receiptedBefore === messages,
      "the last receipt",
    );
  }
  return { messages, seconds: took, latencies };
}

async function sendInWindow(senders: readonly Sender[], window: number, seconds: number): Promise<void> {
  for (const sender of senders) {
    sender.window = window;
    sender.fill();
  }
  await Bun.sleep(seconds * 1000);
  for (const sender of senders) sender.window = 0;
}

/** One message after the other, each of the next sender. */
async function sendAtRate(senders: readonly Sender[], perSecond: number, seconds: number): Promise<void> {
  const start = performance.now();
  let sent = 0;
  for (;;) {
    const now = performance.now();
    const elapsed = (now - start) / 1000;
    if (elapsed >= seconds) return;
    const due = Math.floor(elapsed * perSecond);
    const touched = new Set<Sender>();
    while (sent < due) {
      const sender = senders[sent++ % senders.length];
      sender?.send(now);
      if (sender !== undefined) touched.add(sender);
    }
    for (const sender of touched) sender.lane.flush();
    await Bun.sleep(PACE_TICK_MS);
  }
}

function sum<T>(all: readonly T[], value: (one: T) => number): number {
  let total = 0;
  for (const one of all) total += value(one);
  return total;
}
