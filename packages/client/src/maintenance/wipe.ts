import { VERSION_KEY } from "../store/migrations.ts";
import type { Transaction } from "../store/transaction.ts";

/** Removes everything but the store's version. */
export async function wipe(tx: Transaction): Promise<void> {
  for (const { key } of await tx.range({ prefix: "" })) if (key !== VERSION_KEY) tx.delete(key);
}
