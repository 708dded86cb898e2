import { MeasuredProcess } from "../process/measured-process.ts";
import { TemporaryFolder } from "../temporary-folder.ts";
import { CulverServer } from "./culver-server.ts";
import type { LoadResult, LoadRun } from "./load-process.ts";
import { BUSINESS_NUMBER } from "./numbers.ts";
import type { BusinessPlan } from "./plan.ts";
import type { Told } from "./receiver-process.ts";

/** One load, from the first request to the last `delivered` at the webhook. */
export interface LoadFigures extends LoadResult {
  /** Until every message was reported delivered, milliseconds. */
  readonly reportedMs: number;
  readonly delivered: number;
  readonly posts: number;
  /** Microseconds: relay and business together, the customers' devices, the receiver and the load. */
  readonly culverCpu: number;
  readonly customersCpu: number;
  readonly othersCpu: number;
}

export interface BusinessReport {
  readonly plan: BusinessPlan;
  readonly full: LoadFigures;
  readonly paced: LoadFigures;
}

/** What is not reported by then is counted as missing. */
const PATIENCE_MS = 120_000;

const module = (name: string) => new URL(`./${name}-process.ts`, import.meta.url);

/** Runs everything, one after the other. */
export async function runBusiness(plan: BusinessPlan, say: (what: string) => void): Promise<BusinessReport> {
  await using folder = await TemporaryFolder.create();
  await using culver = await CulverServer.start(folder.path);
  await using receiver = await MeasuredProcess.start<{ url: string }>(module("receiver"));
  const { phone_number_id, token } = await culver.createBusiness(BUSINESS_NUMBER, receiver.ready.url);
  say(`${plan.customers} customers sign up and write first`);
  const many = String(plan.customers);
  await using customers = await MeasuredProcess.start(module("customers"), [culver.url, many]);
  const messagesUrl = `${culver.url}/v23.0/${phone_number_id}/messages`;
  await using load = await MeasuredProcess.start(module("load"), [messagesUrl, token, many]);
  const told = () => receiver.ask<Told>("told", "told");
  while ((await told()).messages < plan.customers) await Bun.sleep(20);

  const measured = async (run: LoadRun): Promise<LoadFigures> => {
    const cpu = async () => ({
      culver: culver.cpu(),
      customers: cpuOf(await customers.usage()),
      others: cpuOf(await receiver.usage()) + cpuOf(await load.usage()),
    });
    const before = { cpu: await cpu(), told: await told() };
    const began = performance.now();
    const result = await load.ask<LoadResult>({ run }, "result");
    let now = await told();
    while (
      now.delivered - before.told.delivered < result.accepted &&
      performance.now() - began < PATIENCE_MS
    ) {
      await Bun.sleep(10);
      now = await told();
    }
    const reportedMs = performance.now() - began;
    const after = await cpu();
    return {
      ...result,
      reportedMs,
      delivered: now.delivered - before.told.delivered,
      posts: now.posts - before.told.posts,
      culverCpu: after.culver - before.cpu.culver,
      customersCpu: after.customers - before.cpu.customers,
      othersCpu: after.others - before.cpu.others,
    };
  };

  say("warming up");
  await measured({ messages: plan.warmUp, callers: plan.callers });
  say("full throttle");
  const full = await measured({ messages: plan.messages, callers: plan.callers });
  say(`${plan.pacedPerSecond} a second`);
  const { pacedPerSecond: perSecond, callers } = plan;
  const paced = await measured({ messages: perSecond * plan.pacedSeconds, callers, perSecond });
  return { plan, full, paced };
}

function cpuOf({ user, system }: { readonly user: number; readonly system: number }): number {
  return user + system;
}
