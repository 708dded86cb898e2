import { randomBytes } from "@culver/protocol";
import type { Database } from "@culver/storage";

const SECRET_BYTES = 32;

/** A random value of this installation, made when it is first asked for: 32 bytes. */
export async function loadSecret(database: Database, name: string): Promise<Uint8Array> {
  await database.insertNew("secrets", ["name", "value"], [[name, randomBytes(SECRET_BYTES)]], ["name"]);
  const [row] = await database.query<{ value: Uint8Array }>("SELECT value FROM secrets WHERE name = ?", [
    name,
  ]);
  if (row === undefined) throw new Error("a secret that was just stored is missing");
  return row.value;
}
