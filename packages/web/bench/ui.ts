import { arch, cpus, platform } from "node:os";
import type { CDPSession, Page } from "playwright-core";
import { conversationId } from "../dev/demo-history.ts";
import { people } from "../dev/demo-people.ts";
import { type Demo, startDemo } from "../test/ui/demo.ts";

/** Measures what the person feels, in real Chromium on the demonstration's build: first picture, typing, memory, scrolling. */
const runs = 5;
/** Of 5,000 messages. */
const longChat = `/c/${conversationId(people(2)[1]?.account ?? "")}`;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function slowed(page: Page, rate: number): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  return session;
}

/** From the start of navigation to the largest paint, with a full chat list read from the worker. Milliseconds. */
async function largestPaint(demo: Demo, rate: number): Promise<number> {
  await using opened = await demo.open("/favicon.svg", { viewport: { width: 390, height: 844 } });
  const { page } = opened;
  await slowed(page, rate);
  await page.goto(`${demo.url}/?scenario=thousand`);
  await page.locator("[data-row]").nth(7).waitFor();
  return await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const last = list.getEntries().at(-1);
          if (last !== undefined) resolve(last.startTime);
        }).observe({ type: "largest-contentful-paint", buffered: true });
      }),
  );
}

const sentence = "A sentence of some length, typed the way people type: one key at a time.";

/** From each key to the end of the picture that answers it. Milliseconds. */
async function typing(demo: Demo, rate: number): Promise<readonly number[]> {
  await using opened = await demo.open(`${longChat}?scenario=thousand`);
  const { page } = opened;
  await page.locator("[data-message]").first().waitFor();
  const scroller = page.locator("[data-scroller]");
  // Back through the history, so that the page holds as many messages as it ever does.
  for (let step = 0; step < 8; step += 1) {
    await scroller.evaluate((element) => element.scrollTo(0, 0));
    await page.waitForTimeout(150);
  }
  await slowed(page, rate);
  await page.evaluate(() => {
    const seen: number[] = [];
    (window as unknown as { keyTimes: number[] }).keyTimes = seen;
    const onKey = (event: KeyboardEvent): void => {
      requestAnimationFrame(() => {
        // A task posted from within a frame runs after that frame has been drawn.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => seen.push(performance.now() - event.timeStamp);
        port2.postMessage(0);
      });
    };
    window.addEventListener("keydown", onKey, { capture: true });
  });
  await page.locator("[data-composer]").focus();
  await page.keyboard.type(sentence, { delay: 60 });
  await page.waitForTimeout(500);
  const seen = await page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes);
  if (seen.length !== sentence.length)
    throw new Error(`${seen.length} of ${sentence.length} keys were seen.`);
  return seen;
}

/** JavaScript heap of the page, without its worker, after a collection, with a thousand chats and one of them open. MB. */
async function heap(demo: Demo): Promise<{ page: number; dom: number }> {
  await using opened = await demo.open(`${longChat}?scenario=thousand`);
  const { page } = opened;
  await page.locator("[data-message]").first().waitFor();
  const list = page.locator("[data-row]").first();
  await list.waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const dom = await page.evaluate(() => document.querySelectorAll("*").length);
  return { page: usedSize / 1e6, dom };
}

/** Share of 16.7 ms pictures that were in time while the list of a thousand chats is drawn through, and the longest wait. */
async function scrolling(demo: Demo): Promise<{ inTime: number; longest: number }> {
  await using opened = await demo.open("/?scenario=thousand");
  const { page } = opened;
  await page.locator("[data-row]").first().waitFor();
  await page.waitForTimeout(500);
  return await page.evaluate(async () => {
    let scroller = document.querySelector("[data-row]")?.parentElement ?? null;
    while (scroller !== null && scroller.scrollHeight <= scroller.clientHeight + 1)
      scroller = scroller.parentElement;
    if (scroller === null) throw new Error("The chat list does not scroll.");
    const gaps: number[] = [];
    let before = await new Promise<number>(requestAnimationFrame);
    for (let step = 0; step < 180; step += 1) {
      scroller.scrollTop += 240;
      const now = await new Promise<number>(requestAnimationFrame);
      gaps.push(now - before);
      before = now;
    }
    return { inTime: gaps.filter((gap) => gap < 25).length / gaps.length, longest: Math.max(...gaps) };
  });
}

async function times(count: number, measure: () => Promise<number>): Promise<readonly number[]> {
  const values: number[] = [];
  for (let run = 0; run < count; run += 1) values.push(await measure());
  return values;
}

const budgets = { lcp: 1_500, inp: 100, heap: 150 };
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const verdict = (value: number, budget: number): string => (value <= budget ? "ok" : "OVER");

await using demo = await startDemo();
say(
  `${platform()} ${arch()}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}, Chromium ${demo.browser.version()}`,
);
let over = false;
for (const rate of [1, 4]) {
  const lcp = median(await times(runs, () => largestPaint(demo, rate)));
  over ||= lcp > budgets.lcp;
  say(
    `LCP, chat list of 1,000 from local data, CPU ÷${rate}: ${lcp.toFixed(0)} ms (${verdict(lcp, budgets.lcp)})`,
  );
}
for (const rate of [1, 4]) {
  const keys = await typing(demo, rate);
  const worst = percentile(keys, 0.98);
  over ||= worst > budgets.inp;
  say(
    `key to picture in a chat of 5,000 messages, CPU ÷${rate}: median ${median(keys).toFixed(0)} ms, 98th percentile ${worst.toFixed(0)} ms (${verdict(worst, budgets.inp)})`,
  );
}
const { page: used, dom } = await heap(demo);
over ||= used > budgets.heap;
say(
  `heap of the page at 1,000 chats: ${used.toFixed(1)} MB, ${dom} elements (${verdict(used, budgets.heap)})`,
);
const { inTime, longest } = await scrolling(demo);
say(
  `scrolling 1,000 chats: ${(inTime * 100).toFixed(0)} % of pictures in time, longest ${longest.toFixed(0)} ms`,
);
process.exitCode = over ? 1 : 0;
