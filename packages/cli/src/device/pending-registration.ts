import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** A sign-up between `register` and `verify`, kept beside the store because the two are separate calls. No secret. */
export interface PendingRegistration {
  readonly registration: string;
  readonly number: string;
}

const schema = z.object({ registration: z.string(), number: z.string() });
const fileOf = (folder: string) => join(folder, "registration.json");

export function savePendingRegistration(folder: string, { registration, number }: PendingRegistration): void {
  writeFileSync(fileOf(folder), JSON.stringify({ registration, number }), { mode: 0o600 });
}

export function loadPendingRegistration(folder: string): PendingRegistration | undefined {
  if (!existsSync(fileOf(folder))) return undefined;
  return schema.parse(JSON.parse(readFileSync(fileOf(folder), "utf8")));
}

export function forgetPendingRegistration(folder: string): void {
  rmSync(fileOf(folder), { force: true });
}
