import type { MlsPrimitives } from "@culver/crypto";
import type { Log } from "./core/log.ts";
import type { Fetch } from "./registration/http.ts";
import type { Store } from "./store/port.ts";
import type { WebSocketConstructor } from "./stream/socket.ts";

export interface ClientOptions {
  /** The device's own; the client is its only writer and closes it. */
  readonly store: Store;
  /** For example `https://chat.example.org`; the stream is at `/v1/stream` below it. */
  readonly serverUrl: string;
  /**
   * Where others reach the server: what links to files for phones begin with. Default `serverUrl`; another one where the device
   * is beside the server and reaches it by an address of its own.
   */
  readonly linkUrl?: string;
  readonly fetch?: Fetch;
  readonly WebSocket?: WebSocketConstructor;
  /** Unix ms; default Date.now. */
  readonly clock?: () => number;
  /** 0 (included) to 1 (excluded), for the jitter of reconnection only; default Math.random. */
  readonly random?: () => number;
  /**
   * What computes for MLS instead of Web Crypto, from now on for all clients of the process: `nodePrimitives` of
   * @culver/client/native on Bun and Node.
   */
  readonly primitives?: MlsPrimitives | undefined;
  /** Gets names of events and details without content, numbers, tokens or codes. */
  readonly log?: Log;
}
