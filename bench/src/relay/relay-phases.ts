import { MeasuredProcess } from "../process/measured-process.ts";
import { TemporaryFolder } from "../temporary-folder.ts";
import { collect } from "./load/collect.ts";
import { load } from "./load/load.ts";
import { measured } from "./measure.ts";
import { Pairs } from "./pairs/pairs.ts";
import type { Plan } from "./plan.ts";
import { collectedFigures, phaseFigures } from "./report/phase-figures.ts";
import type { PhaseFigures } from "./report/report.ts";
import type { CulverReady } from "./servers/culver-process.ts";

export interface RelayPhases {
  readonly online: PhaseFigures;
  readonly onlineHalf: PhaseFigures;
  readonly receipts: PhaseFigures;
  readonly receiptsHalf: PhaseFigures;
  readonly offline: PhaseFigures;
  readonly collected: PhaseFigures;
  readonly offlineHalf: PhaseFigures;
  readonly collectedWithReceipts: PhaseFigures;
  /** Messages/s of `onlineHalf`. */
  readonly halfRate: number;
}

export const CULVER = new URL("./servers/culver-process.ts", import.meta.url);

type Say = (what: string) => void;

/** Everything that is measured between pairs over the real server. */
export async function relayPhases(plan: Plan, say: Say): Promise<RelayPhases> {
  await using folder = await TemporaryFolder.create();
  say(`${plan.pairs} pairs: accounts, devices, groups`);
  await using server = await MeasuredProcess.start<CulverReady>(CULVER, [
    folder.path,
    String(plan.pairs * 2),
    String(plan.commitWindowMs),
  ]);
  const pairs = await Pairs.create(server.ready, server.ready.people, plan.payloadBytes);
  const { senders } = pairs;
  await pairs.connectReceivers();

  const run = async (name: string, seconds: number, receipts: boolean, ratePerSecond?: number) => {
    say(name);
    const options = { seconds, window: plan.window, ratePerSecond, receipts };
    const { result, cost } = await measured(server, () => load(senders, pairs.receivers, options));
    return { figures: phaseFigures(name, result, cost), messages: result.messages };
  };
  /** At full throttle, then at half the rate that gave. */
  const both = async (name: string, receipts: boolean) => {
    const { figures: full } = await run(name, plan.fullSeconds, receipts);
    const halfRate = full.messagesPerSecond / 2;
    const { figures: half } = await run(`${name}, half rate`, plan.halfSeconds, receipts, halfRate);
    return { full, half, halfRate };
  };
  /** To mailboxes of devices that are away, then to those devices. */
  const stored = async (name: string, then: string, seconds: number, receipts: boolean, rate?: number) => {
    await pairs.disconnectReceivers();
    const { figures: sent, messages } = await run(name, seconds, false, rate);
    say(then);
    const fetched = await measured(server, async () => {
      const since = performance.now();
      await pairs.connectReceivers();
      return collect(senders, pairs.receivers, messages, receipts, since);
    });
    return { sent, collected: collectedFigures(then, messages, fetched.result, fetched.cost) };
  };

  await run("warming up", plan.warmUpSeconds / 2, false);
  await run("warming up with receipts", plan.warmUpSeconds / 2, true);
  const online = await both("recipients online", false);
  const receipts = await both("online, receipts", true);
  await stored("warming up offline", "warming up collecting", plan.warmUpSeconds / 2, true);
  const offline = await stored("recipients offline", "then collected", plan.fullSeconds, false);
  const offlineHalf = await stored(
    "recipients offline, half rate",
    "then collected, receipts",
    plan.halfSeconds,
    true,
    offline.sent.messagesPerSecond / 2,
  );
  await pairs.disconnect();
  return {
    online: online.full,
    onlineHalf: online.half,
    receipts: receipts.full,
    receiptsHalf: receipts.half,
    offline: offline.sent,
    collected: offline.collected,
    offlineHalf: offlineHalf.sent,
    collectedWithReceipts: offlineHalf.collected,
    halfRate: online.halfRate,
  };
}
