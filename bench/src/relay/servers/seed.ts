import { createHash } from "node:crypto";
import { generateAccountId, randomBytes, toBase64Url } from "@culver/protocol";
import type { Database } from "@culver/storage";
import type { Credentials } from "../load/signed-in-stream.ts";

const TOKEN_BYTES = 32;

/** Accounts with one device each, as sign-up leaves them; only the code by SMS is left out. */
export async function seedAccounts(database: Database, count: number): Promise<Credentials[]> {
  const now = Date.now();
  const people = Array.from({ length: count }, () => ({
    account: generateAccountId(),
    device: 1,
    token: toBase64Url(randomBytes(TOKEN_BYTES)),
  }));
  await database.transaction(async (tx) => {
    await tx.insertMany(
      "accounts",
      ["account", "number", "created_at", "next_device"],
      people.map(({ account }, i) => [account, `bench-${i}`, now, 2]),
    );
    await tx.insertMany(
      "devices",
      ["account", "device", "name", "token_hash", "created_at", "last_seen_at"],
      people.map(({ account, device, token }) => [
        account,
        device,
        "bench",
        new Uint8Array(createHash("sha256").update(token, "utf8").digest()),
        now,
        now,
      ]),
    );
  });
  return people;
}
