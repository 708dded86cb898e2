import type { ClientErrorShape, ClientEvent, CulverClient } from "@culver/client";

/** Calls that travel to the worker: all of the client but what takes or gives a function. */
export type ClientMethods = Omit<CulverClient, "subscribe">;
export type Method = keyof ClientMethods;

/** An error keeps its code across the boundary, which a thrown one would lose. */
export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: ClientErrorShape };

export interface WorkerConfig {
  readonly serverUrl: string;
  /** What a demonstration shows; the product has none. */
  readonly scenario?: string;
}

/** What the worker offers the page. */
export interface WorkerApi {
  start(config: WorkerConfig, listener: (events: readonly ClientEvent[]) => void): Promise<Outcome>;
  call(method: Method, args: readonly unknown[]): Promise<Outcome>;
}
