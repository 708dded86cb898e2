import { type ConnectionState, type CulverClient, createClient } from "@culver/client";
import { nodePrimitives } from "@culver/client/native";
import { openDeviceStore } from "./device-store.ts";
import type { BusinessLog, DevicesOptions } from "./options.ts";

/** A number's device, open. */
export interface OpenDevice {
  readonly client: CulverClient;
  /** There is an account behind it. */
  isSignedUp: boolean;
  connection: ConnectionState;
  close(): Promise<void>;
}

/** Opens a number's store and the device on it. @throws DeviceBusyError */
export async function openDevice(
  options: DevicesOptions,
  number: string,
  log: BusinessLog,
  onChange: () => void,
): Promise<OpenDevice> {
  const store = await openDeviceStore(options, number);
  let client: CulverClient;
  try {
    client = await createClient({
      primitives: nodePrimitives,
      ...options.client,
      store,
      serverUrl: options.serverUrl,
      ...(options.linkUrl !== undefined && { linkUrl: options.linkUrl }),
    });
  } catch (error) {
    await store.close();
    throw error;
  }
  const stop = client.subscribe((event) => {
    if (event.type !== "connection") return;
    device.connection = event.connection;
    if (event.connection.state === "signed-out")
      log.warn({ number, reason: event.connection.reason }, "the relay does not accept a number's device");
    onChange();
  });
  const device: OpenDevice = {
    client,
    isSignedUp: (await client.self()) !== undefined,
    connection: await client.connection(),
    close: async () => {
      stop();
      await client.close();
    },
  };
  return device;
}
