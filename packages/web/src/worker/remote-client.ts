import type { ClientErrorShape, ClientEvent, CulverClient } from "@culver/client";
import { proxy, wrap } from "comlink";
import type { Method, Outcome, WorkerApi, WorkerConfig } from "./protocol.ts";

/** A refusal by the client in the worker, whole again on the page. */
class RemoteError extends Error implements ClientErrorShape {
  override readonly name = "RemoteError";
  readonly code: string;
  readonly retryAfter?: number;
  readonly triesLeft?: number;

  constructor(shape: ClientErrorShape) {
    super(shape.message);
    this.code = shape.code;
    if (shape.retryAfter !== undefined) this.retryAfter = shape.retryAfter;
    if (shape.triesLeft !== undefined) this.triesLeft = shape.triesLeft;
  }
}

/** The client as the page has it: events come in bursts. */
export interface PageClient extends Omit<CulverClient, "subscribe"> {
  subscribe(listener: (events: readonly ClientEvent[]) => void): () => void;
}

function unwrap(outcome: Outcome): unknown {
  if (outcome.ok) return outcome.value;
  throw new RemoteError(outcome.error);
}

/** Starts the client in a worker. Its calls are the client's own, its errors `RemoteError`s. */
export async function startRemoteClient(worker: Worker, config: WorkerConfig): Promise<PageClient> {
  const remote = wrap<WorkerApi>(worker);
  const listeners = new Set<(events: readonly ClientEvent[]) => void>();
  const deliver = (events: readonly ClientEvent[]): void => {
    for (const listener of listeners) listener(events);
  };
  unwrap((await remote.start(config, proxy(deliver))) as Outcome);

  const subscribe: PageClient["subscribe"] = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const call =
    (method: Method) =>
    async (...args: readonly unknown[]) =>
      unwrap((await remote.call(method, args)) as Outcome);
  return new Proxy({} as PageClient, {
    get(_target, property) {
      if (property === "subscribe") return subscribe;
      // Not a promise itself, or `await` would call the worker for a method named `then`.
      return property === "then" ? undefined : call(property as Method);
    },
  });
}
