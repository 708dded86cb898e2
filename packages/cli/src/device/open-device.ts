import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type CulverClient, createClient } from "@culver/client";
import { nodePrimitives } from "@culver/client/native";
import { openSqliteStore } from "@culver/client/sqlite";
import type { DeviceOptions } from "./device-options.ts";

/** An open device; disposing it flushes and closes its store. */
export interface OpenDevice extends AsyncDisposable {
  readonly client: CulverClient;
}

/**
 * Opens the device in a folder, made if missing and readable by its owner alone: the store holds keys and plaintext.
 * Throws DeviceBusyError while another process has it open.
 */
export async function openDevice({ store: folder, server }: DeviceOptions): Promise<OpenDevice> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "device.db");
  const store = await openSqliteStore(file);
  chmodSync(file, 0o600);
  const client = await createClient({ store, serverUrl: server, primitives: nodePrimitives });
  return { client, [Symbol.asyncDispose]: () => client.close() };
}
