import type { Executor, Transaction } from "@culver/storage";
import type { Principal } from "../ports.ts";
import { generateToken, hashToken } from "./token.ts";

/** The name of a device whose owner gave none. */
const DEFAULT_DEVICE_NAME = "Device";

export interface NewDevice extends Principal {
  /** Told to the device once; only its hash is kept. */
  readonly token: string;
}

/** Adds a device with the account's next number; numbers are never given twice. */
export async function insertDevice(
  tx: Transaction,
  account: string,
  name: string | undefined,
  now: number,
): Promise<NewDevice> {
  const [row] = await tx.query<{ device: number }>(
    "UPDATE accounts SET next_device = next_device + 1 WHERE account = ? RETURNING next_device - 1 AS device",
    [account],
  );
  if (row === undefined) throw new Error("a device needs an account");
  const token = generateToken();
  await tx.execute(
    "INSERT INTO devices (account, device, name, token_hash, created_at, last_seen_at) VALUES (?, ?, ?, ?, ?, ?)",
    [account, row.device, name ?? DEFAULT_DEVICE_NAME, hashToken(token), now, now],
  );
  return { account, device: row.device, token };
}

/** The numbers of an account's registered devices, ascending. */
export async function deviceNumbers(executor: Executor, account: string): Promise<number[]> {
  const rows = await executor.query<{ device: number }>(
    "SELECT device FROM devices WHERE account = ? ORDER BY device",
    [account],
  );
  return rows.map((row) => row.device);
}
