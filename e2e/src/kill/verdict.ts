import { createClient } from "@culver/client";
import { openSqliteStore } from "@culver/client/sqlite";

export interface Verdict {
  readonly expected: number;
  readonly arrived: number;
  readonly missing: number;
  readonly twice: number;
  readonly outOfOrder: number;
  readonly undecryptable: number;
}

/** Reads a device's store, offline, and compares the texts of its one conversation with 1 to `expected` of `sender`. */
export async function judge(
  storeDirectory: string,
  serverUrl: string,
  sender: string,
  expected: number,
): Promise<Verdict> {
  const store = await openSqliteStore(storeDirectory);
  const client = await createClient({ store, serverUrl });
  const seen: number[] = [];
  let undecryptable = 0;
  for (const conversation of await client.conversations()) {
    let after = -1;
    for (;;) {
      const page = await client.messages(conversation.id, { after, limit: 500 });
      for (const { body, outgoing } of page) {
        if (outgoing) continue;
        if (body.kind === "undecryptable") undecryptable++;
        else if (body.kind === "text" && body.text.startsWith(`${sender}:`))
          seen.push(Number(body.text.slice(sender.length + 1)));
      }
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.position;
    }
  }
  await client.close();
  const unique = new Set(seen);
  let outOfOrder = 0;
  for (let i = 1; i < seen.length; i++) if ((seen[i] ?? 0) < (seen[i - 1] ?? 0)) outOfOrder++;
  return {
    expected,
    arrived: seen.length,
    missing: expected - unique.size,
    twice: seen.length - unique.size,
    outOfOrder,
    undecryptable,
  };
}
