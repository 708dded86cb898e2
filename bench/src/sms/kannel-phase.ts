import { hasKannel, Kannel } from "@culver/testing/kannel";
import { phoneOf, textOf } from "./phones.ts";
import type { SmsPlan } from "./plan.ts";

export interface KannelFigures {
  readonly messages: number;
  readonly elapsedMs: number;
  readonly delivered: number;
  /** Of its processes, microseconds; undefined where it cannot be read. */
  readonly cpu: number | undefined;
}

/** Receipts that have not come by then are counted as missing. */
const PATIENCE_MS = 30_000;
const DELIVERED = 1;
const FAILED = 2;

/** The same submits by Kannel to the same carrier; undefined where it is not installed. Its queue is in files (spool), not fsynced. */
export async function kannelPhase(route: string, plan: SmsPlan): Promise<KannelFigures | undefined> {
  if (!hasKannel()) return undefined;
  const { port, username, password } = new URL(route);
  let over = 0;
  let delivered = 0;
  await using kannel = await Kannel.start({
    smsc: { port: Number(port), systemId: username, password: decodeURIComponent(password) },
    window: plan.window,
    spool: true,
    onReport: ({ kind }) => {
      if (kind === DELIVERED) delivered++;
      if (kind === DELIVERED || kind === FAILED) over++;
    },
  });
  const messages = plan.kannelMessages;
  const before = await kannel.cpu();
  const began = performance.now();
  let next = 0;
  const caller = async () => {
    while (next < messages) {
      const index = next++;
      await kannel.send({ id: String(index), from: "Culver", to: phoneOf(index), text: textOf(index) });
    }
  };
  await Promise.all(Array.from({ length: plan.callers }, caller));
  const deadline = performance.now() + PATIENCE_MS;
  while (over < messages && performance.now() < deadline) await Bun.sleep(5);
  const elapsedMs = performance.now() - began;
  const after = await kannel.cpu();
  const cpu = before === undefined || after === undefined ? undefined : after - before;
  return { messages, elapsedMs, delivered, cpu };
}
