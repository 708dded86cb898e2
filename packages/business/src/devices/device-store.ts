import { chmodSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Store } from "@culver/client";
import { openSqliteStore } from "@culver/client/sqlite";
import { deleteDatabaseStore, openDatabaseStore } from "./database-store.ts";
import type { DevicesOptions } from "./options.ts";

type Place = Pick<DevicesOptions, "database" | "directory">;

/** Opens where a number's device keeps its keys: for the owner of the process alone. @throws DeviceBusyError */
export async function openDeviceStore({ database, directory }: Place, number: string): Promise<Store> {
  if (database.dialect === "postgres") return openDatabaseStore(database, number);
  const folder = join(directory, "devices");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const path = join(folder, fileOf(number));
  const store = await openSqliteStore(path);
  for (const file of files(path)) if (existsSync(file)) chmodSync(file, 0o600);
  return store;
}

/** Forgets a device. Its store is closed. */
export async function deleteDeviceStore({ database, directory }: Place, number: string): Promise<void> {
  if (database.dialect === "postgres") return deleteDatabaseStore(database, number);
  for (const file of files(join(directory, "devices", fileOf(number)))) rmSync(file, { force: true });
}

const files = (path: string): readonly string[] => [path, `${path}-wal`, `${path}-shm`, `${path}-journal`];

/** @throws {TypeError} for what is no `phone_number_id`: it becomes a file's name. */
function fileOf(number: string): string {
  if (!/^[0-9]{1,32}$/.test(number)) throw new TypeError("a phone number id is decimal digits");
  return `${number}.db`;
}
