import { type CulverClient, createClient, MemoryStore, type Store } from "../src/index.ts";
import { selfTable } from "../src/records/self-record.ts";
import { Transaction } from "../src/store/transaction.ts";

const SELF = "aaaaaaaaaaaaaaaa";

/** A signed-in device without a server: everything that reads and queues works. */
export async function offlineDevice(
  store: Store = new MemoryStore(),
): Promise<{ client: CulverClient; store: Store }> {
  const tx = new Transaction(store);
  selfTable.put(tx, ["device"], {
    stage: "published",
    account: SELF,
    device: "1",
    token: "token",
    number: "+447700900001",
    domain: "example.org",
    name: "Ada",
  });
  await tx.commit(store);
  const client = await createClient({
    store,
    serverUrl: "http://127.0.0.1:9",
    // Never constructed: the device does not connect. Node 20 has none of its own.
    WebSocket: globalThis.WebSocket ?? (class {} as never),
  });
  return { client, store };
}

/** The nth account id. */
export function account(n: number): string {
  const letters = "bcdefghijklmnopqrstuvwxyz";
  let id = "";
  for (let rest = n, i = 0; i < 16; i++, rest = Math.floor(rest / 25)) id = letters.charAt(rest % 25) + id;
  return id;
}
