import { randomUUID } from "node:crypto";
import { DeviceBusyError } from "@culver/client";
import type { Database, Transaction } from "@culver/storage";

/** A lease lasts so long without a word, milliseconds: after a crash the next start waits no longer. */
const LEASE_MS = 15_000;
const RENEW_MS = 5_000;

/** The right to be a device's only writer. */
export interface Lease {
  /** Within a writing transaction. @throws DeviceBusyError when another has taken the device over */
  require(tx: Transaction): Promise<void>;
  release(): Promise<void>;
}

/** @throws DeviceBusyError while another process has the device */
export async function takeLease(
  database: Database,
  device: string,
  now: () => number = Date.now,
): Promise<Lease> {
  const owner = randomUUID();
  const isTaken = await database.transaction(async (tx) => {
    await tx.lock(`business-device-${device}`);
    const [row] = await tx.query<{ owner: string; until: number }>(
      "SELECT owner, until FROM business_device_leases WHERE device = ?",
      [device],
    );
    if (row !== undefined && row.until > now()) return false;
    await tx.execute("DELETE FROM business_device_leases WHERE device = ?", [device]);
    await tx.insertMany(
      "business_device_leases",
      ["device", "owner", "until"],
      [[device, owner, now() + LEASE_MS]],
    );
    return true;
  });
  if (!isTaken) throw new DeviceBusyError("another process uses this device's store");
  const renew = () =>
    database.execute("UPDATE business_device_leases SET until = ? WHERE device = ? AND owner = ?", [
      now() + LEASE_MS,
      device,
      owner,
    ]);
  // A renewal that fails is made up for by the next; a lease that is lost shows with the next commit.
  const timer = setInterval(() => void renew().catch(() => undefined), RENEW_MS);
  timer.unref?.();
  return {
    async require(tx) {
      const [row] = await tx.query<{ owner: string }>(
        "SELECT owner FROM business_device_leases WHERE device = ?",
        [device],
      );
      if (row?.owner !== owner) throw new DeviceBusyError("another process has taken the device over");
    },
    async release() {
      clearInterval(timer);
      await database.execute("DELETE FROM business_device_leases WHERE device = ? AND owner = ?", [
        device,
        owner,
      ]);
    },
  };
}
