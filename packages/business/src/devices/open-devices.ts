import { type ConnectionState, type CulverClient, DeviceBusyError } from "@culver/client";
import type { BusinessNumber, Devices } from "../model/index.ts";
import { type OpenDevice, openDevice } from "./device.ts";
import { deleteDeviceStore } from "./device-store.ts";
import { type DevicesOptions, silentLog } from "./options.ts";

/** The devices with what their process does with them. */
export interface BusinessDevices extends Devices, AsyncDisposable {
  /** Undefined while the number has no device. `signed-out`: it was registered elsewhere, or removed. */
  connection(number: string): ConnectionState | undefined;
}

/** One device per number, each with a store of its own, kept connected. Nothing is opened yet: see `open`. */
export function openDevices(options: DevicesOptions): BusinessDevices {
  const { log = silentLog, retryMs = 2_000, deviceName = "Business" } = options;
  const devices = new Map<string, Promise<OpenDevice>>();
  const opened = new Map<string, OpenDevice>();
  const listeners = new Set<() => void>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let isClosed = false;
  const changed = () => {
    for (const listener of listeners) listener();
  };

  function require(number: string): Promise<OpenDevice> {
    const known = devices.get(number);
    if (known !== undefined) return known;
    const opening = openDevice(options, number, log, changed).then(
      (device) => {
        opened.set(number, device);
        return device;
      },
      (error: unknown) => {
        devices.delete(number);
        throw error;
      },
    );
    devices.set(number, opening);
    return opening;
  }

  async function connect(number: string): Promise<void> {
    const device = await require(number);
    if (!device.isSignedUp) return;
    if (device.connection.state !== "signed-out") await device.client.connect();
    changed();
  }

  function again(number: string): void {
    if (isClosed || timers.has(number)) return;
    const timer = setTimeout(() => {
      timers.delete(number);
      void tryToOpen(number);
    }, retryMs);
    timers.set(number, timer);
  }

  async function tryToOpen(number: string): Promise<void> {
    try {
      await connect(number);
    } catch (error) {
      log.warn(
        { number, error: error instanceof Error ? error.name : "unknown" },
        error instanceof DeviceBusyError
          ? "another process has a number's device; trying again"
          : "a number's device cannot be opened; trying again",
      );
      again(number);
    }
  }

  const signedUp = (number: string): OpenDevice | undefined => {
    const device = opened.get(number);
    return device?.isSignedUp ? device : undefined;
  };

  return {
    async requestCode({ id, number }: BusinessNumber, method) {
      const { client } = await require(id);
      const { registration } = await client.startRegistration(number, { method });
      return { registration };
    },
    async register({ id, name }: BusinessNumber, { registration, code, pin }) {
      const device = await require(id);
      await device.client.verifyCode(registration, code, {
        deviceName,
        ...(pin === undefined ? {} : { pin }),
      });
      device.isSignedUp = true;
      await device.client.setProfileName(name);
      changed();
    },
    open: ({ id }: BusinessNumber) => tryToOpen(id),
    async remove({ id }: BusinessNumber) {
      clearTimeout(timers.get(id));
      timers.delete(id);
      const device = await require(id);
      if (device.isSignedUp) await device.client.signOut();
      device.isSignedUp = false;
      devices.delete(id);
      opened.delete(id);
      await device.close();
      await deleteDeviceStore(options, id);
      changed();
    },
    client: (number): CulverClient | undefined => signedUp(number)?.client,
    isOnline: (number) => signedUp(number)?.connection.state === "online",
    connection: (number) => signedUp(number)?.connection,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(
        [...devices.values()].map(async (opening) => {
          const device = await opening.catch(() => undefined);
          await device?.close();
        }),
      );
      devices.clear();
      opened.clear();
    },
  };
}
