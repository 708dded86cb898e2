import { usePrimitives } from "@culver/crypto";
import type { LinkingClient } from "./api.ts";
import type { ClientOptions } from "./client-options.ts";
import { DeviceClient } from "./device-client.ts";
import { migrate } from "./store/migrations.ts";
import type { WebSocketConstructor } from "./stream/socket.ts";

/**
 * Opens a device on its store; nothing goes over the network before `connect` or a registration. Throws StoreFormatError,
 * TypeError when the runtime has no WebSocket (Node before 22) and none is given.
 */
export async function createClient(options: ClientOptions): Promise<LinkingClient> {
  const WebSocketClass: WebSocketConstructor | undefined = options.WebSocket ?? globalThis.WebSocket;
  if (WebSocketClass === undefined) throw new TypeError("this runtime has no WebSocket: pass one");
  if (options.primitives !== undefined) usePrimitives(options.primitives);
  await migrate(options.store);
  const client = new DeviceClient({
    store: options.store,
    serverUrl: options.serverUrl,
    linkUrl: options.linkUrl ?? options.serverUrl,
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    WebSocket: WebSocketClass,
    clock: options.clock ?? Date.now,
    random: options.random ?? Math.random,
    log: options.log ?? (() => undefined),
  });
  await client.load();
  return client;
}
