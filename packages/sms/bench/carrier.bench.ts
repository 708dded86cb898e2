import type { CarrierMessage } from "../src/carrier/port.ts";
import { parseCarrierRoutes } from "../src/carrier/route.ts";
import { smppCarrier } from "../src/carrier/smpp-carrier.ts";
import { parseSmppRoute } from "../src/carrier/smpp-route.ts";
import { SmscServer } from "../src/smsc/smsc-server.ts";
import { segmentText } from "../src/text/index.ts";
import { say } from "./say.ts";

/**
 * Messages per second through an SMPP carrier and its answers, over loopback TCP with both ends in this process;
 * nothing is written to disk.
 * @param query of the route's URL, for example "window=100&binds=2".
 */
export async function benchCarrier(query: string, count = 40_000): Promise<number> {
  let id = 0;
  await using smsc = await SmscServer.listen({
    systemId: "bench",
    authenticate: () => 0,
    submit: () => String(++id),
    session: { maxHandling: 1000 },
  });
  const [route] = parseCarrierRoutes(`smpp://bench:bench@127.0.0.1:${smsc.port}?${query}`, {
    smpp: parseSmppRoute,
  });
  if (!route) throw new Error("no route");
  let wake: () => void = () => undefined;
  const take = async () => undefined;
  const events = { incoming: take, receipt: take, alert: () => undefined, changed: () => wake() };
  await using carrier = smppCarrier(route, events);
  await carrier.ready(5_000);
  const segments = segmentText("Your Culver code is 482913. Do not share it.", 0);
  const message = (reference: number): CarrierMessage => ({
    id: String(reference),
    to: "+447700900123",
    from: "Culver",
    segments,
    parts: [0],
    text: undefined,
    reference: reference & 0xffff,
    validUntil: Date.now() + 600_000,
    uncertain: false,
  });
  const began = performance.now();
  const submissions: Promise<unknown>[] = [];
  while (submissions.length < count) {
    const room = Math.min(carrier.room(), count - submissions.length);
    for (let i = 0; i < room; i++) submissions.push(carrier.submit(message(submissions.length)));
    if (room === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  await Promise.all(submissions);
  return Math.round(count / ((performance.now() - began) / 1000));
}

if (import.meta.main) {
  for (const query of ["window=10", "window=100", "window=100&binds=4"]) {
    say(`submit_sm and answer over loopback, ${query}`, await benchCarrier(query));
  }
}
