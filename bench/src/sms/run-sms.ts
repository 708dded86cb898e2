import { join } from "node:path";
import { MeasuredProcess } from "../process/measured-process.ts";
import { TemporaryFolder } from "../temporary-folder.ts";
import { type CodecFigures, codecPhase } from "./codec-phase.ts";
import type { GatewayRunResult } from "./gateway-process.ts";
import { type KannelFigures, kannelPhase } from "./kannel-phase.ts";
import type { SmsPlan } from "./plan.ts";

export interface SmsReport {
  readonly plan: SmsPlan;
  readonly codec: CodecFigures;
  readonly culver: GatewayRunResult & {
    readonly messages: number;
    /** Of the gateway's process and of the carrier's, microseconds. */
    readonly cpu: number;
    readonly carrierCpu: number;
  };
  readonly kannel: KannelFigures | undefined;
}

const module = (name: string) => new URL(`./${name}-process.ts`, import.meta.url);

/** Runs everything, one after the other. */
export async function runSms(plan: SmsPlan, say: (what: string) => void): Promise<SmsReport> {
  say("codec alone");
  const codec = codecPhase(plan.pdus);
  await using folder = await TemporaryFolder.create();
  await using carrier = await MeasuredProcess.start<{ route: string }>(module("sandbox"));
  const route = withWindow(carrier.ready.route, plan.window);
  const culver = await culverPhase(join(folder.path, "sms.db"), route, carrier, plan, say);
  say("Kannel, the same submits");
  const kannel = await kannelPhase(route, plan);
  return { plan, codec, culver, kannel };
}

async function culverPhase(
  path: string,
  route: string,
  carrier: MeasuredProcess<unknown>,
  plan: SmsPlan,
  say: (what: string) => void,
): Promise<SmsReport["culver"]> {
  await using gateway = await MeasuredProcess.start<object>(module("gateway"), [path, route]);
  const run = (messages: number) =>
    gateway.ask<GatewayRunResult>({ run: { messages, callers: plan.callers } }, "result");
  say("Culver, warming up");
  await run(plan.warmUp);
  say("Culver");
  const before = { gateway: await gateway.usage(), carrier: await carrier.usage() };
  const result = await run(plan.messages);
  const after = { gateway: await gateway.usage(), carrier: await carrier.usage() };
  const cpuOf = (name: "gateway" | "carrier") =>
    after[name].user + after[name].system - before[name].user - before[name].system;
  return { ...result, messages: plan.messages, cpu: cpuOf("gateway"), carrierCpu: cpuOf("carrier") };
}

function withWindow(route: string, window: number): string {
  const url = new URL(route);
  url.searchParams.set("window", String(window));
  return url.href;
}
