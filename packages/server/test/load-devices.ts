/** The devices of load.ts: senders keep `inFlight` messages unacknowledged, recipients acknowledge every 50 or 20 ms. */
import { generateStanzaId } from "@culver/protocol";
import { type Credentials, RawDevice } from "./raw-device.ts";
import { chatMessage } from "./relay.ts";

interface Input {
  url: string;
  people: { a: Credentials; b: Credentials; conversation: `p.${string}.${string}`; group: string }[];
  seconds: number;
  /** Seconds before those, not measured. */
  warmUp: number;
  inFlight: number;
  offline: boolean;
}
const { url, people, seconds, warmUp, inFlight, offline } = (await new Response(
  Bun.stdin.stream(),
).json()) as Input;
const payload = crypto.getRandomValues(new Uint8Array(300));
let receivedCount = 0;
const latencies: number[] = [];
const domain = "example.org";
const devices = await Promise.all(
  people.flatMap(({ a, b, conversation, group }) => {
    const make = async (credentials: Credentials, online: boolean) => {
      const raw = new RawDevice({ ...credentials, url, domain, onMessage: () => void receivedCount++ });
      if (online) await raw.connect();
      return { raw, conversation, group, sentAt: new Map<string, number>() };
    };
    return [make(a, true), ...(offline ? [] : [make(b, true)])];
  }),
);
let sent = 0;
let running = true;
const started = performance.now();
await Promise.all(
  devices.map(async ({ raw, conversation, group }) => {
    const times: number[] = [];
    let covered = 0;
    const base = raw.acknowledged;
    while (running) {
      while (raw.outbox.length < inFlight) {
        raw.send(chatMessage({ conversation, group, epoch: 1 }, payload, generateStanzaId()));
        times.push(performance.now());
        sent++;
      }
      const h = raw.acknowledged;
      await raw.until(() => raw.acknowledged !== h, "acks");
      const now = performance.now();
      const measured = now - started > warmUp * 1000;
      for (; covered < raw.acknowledged - base; covered++) {
        if (measured) latencies.push(now - (times[covered] ?? now));
      }
      if (now - started > (warmUp + seconds) * 1000) running = false;
    }
  }),
);
const elapsed = (performance.now() - started) / 1000 - warmUp;
latencies.sort((x, y) => x - y);
const at = (q: number) => latencies[Math.floor(latencies.length * q)]?.toFixed(1);
process.stdout.write(
  JSON.stringify({
    sent,
    receivedCount,
    perSecond: Math.round(latencies.length / elapsed),
    p50: at(0.5),
    p99: at(0.99),
  }),
);
await Bun.sleep(200);
process.exit(0);
