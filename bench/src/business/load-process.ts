/** The business's software: posts messages, as fast as answers come or at a pace, and notes how long answers take. */
import { answerUsage } from "../process/usage.ts";
import { customerNumber } from "./numbers.ts";

export interface LoadRun {
  readonly messages: number;
  readonly callers: number;
  /** Messages a second, begun whether or not earlier ones are answered; undefined: as fast as answers come. */
  readonly perSecond?: number;
}

export interface LoadResult {
  /** From the first request to the last answer, milliseconds. */
  readonly elapsedMs: number;
  readonly accepted: number;
  readonly refused: number;
  /** Of the answers, milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

const [url = "", token = "", customers = "1"] = process.argv.slice(2);
const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
let next = 0;

async function run({ messages, callers, perSecond }: LoadRun): Promise<LoadResult> {
  const times: number[] = [];
  let refused = 0;
  const post = async () => {
    const index = next++;
    const body = {
      messaging_product: "whatsapp",
      to: customerNumber(index % Number(customers)),
      type: "text",
      text: { body: `Your parcel ${index} is on its way and will be with you before noon.` },
    };
    const began = performance.now();
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    await answer.arrayBuffer();
    times.push(performance.now() - began);
    if (!answer.ok) refused++;
  };
  const began = performance.now();
  let begun = 0;
  const caller = async () => {
    while (begun < messages) {
      begun++;
      await post();
    }
  };
  if (perSecond === undefined) await Promise.all(Array.from({ length: callers }, caller));
  else {
    const under: Promise<void>[] = [];
    for (; begun < messages; begun++) {
      const due = began + (begun * 1000) / perSecond;
      const wait = due - performance.now();
      if (wait > 1) await Bun.sleep(wait);
      under.push(post());
    }
    await Promise.all(under);
  }
  const elapsedMs = performance.now() - began;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { elapsedMs, accepted: messages - refused, refused, p50: at(0.5), p99: at(0.99) };
}

answerUsage(() => ({ accepted: 0, written: 0 }));
process.on("message", (request: unknown) => {
  if (typeof request !== "object" || request === null || !("run" in request)) return;
  void run(request.run as LoadRun).then((result) => process.send?.({ result }));
});
process.send?.({ ready: {} });
