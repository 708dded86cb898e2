import type { ClientErrorShape, ClientEvent, CulverClient } from "@culver/client";
import { expose } from "comlink";
import type { Method, Outcome, WorkerApi, WorkerConfig } from "./protocol.ts";

/** Events within this time travel together: one message and one render for a burst. Milliseconds. */
const batchTime = 12;

function shapeOf(error: unknown): ClientErrorShape {
  const message = error instanceof Error ? error.message : String(error);
  const { code, retryAfter, triesLeft } = (error ?? {}) as Partial<Record<keyof ClientErrorShape, unknown>>;
  return {
    code: typeof code === "string" ? code : "internal",
    message,
    ...(typeof retryAfter === "number" && { retryAfter }),
    ...(typeof triesLeft === "number" && { triesLeft }),
  };
}

async function outcomeOf(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: shapeOf(error) };
  }
}

function batched(listener: (events: readonly ClientEvent[]) => void): (event: ClientEvent) => void {
  let waiting: ClientEvent[] = [];
  return (event) => {
    waiting.push(event);
    if (waiting.length > 1) return;
    setTimeout(() => {
      const events = waiting;
      waiting = [];
      listener(events);
    }, batchTime);
  };
}

/** Makes a client, created on the page's word, callable from the page. */
export function exposeClient(create: (config: WorkerConfig) => Promise<CulverClient>): void {
  let client: CulverClient | undefined;
  const api: WorkerApi = {
    start: (config, listener) =>
      outcomeOf(async () => {
        client = await create(config);
        client.subscribe(batched(listener));
      }),
    call: (method: Method, args) =>
      outcomeOf(async () => {
        if (client === undefined) throw new Error("The client has not been started.");
        const target = client[method] as (...args: readonly unknown[]) => Promise<unknown>;
        return target.apply(client, [...args]);
      }),
  };
  expose(api);
}
