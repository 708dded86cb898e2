import { createClient, MemoryStore } from "@culver/client";
import { waitForCode } from "../../src/support/sandbox-codes.ts";

export interface Acquaintance {
  readonly name: string;
  readonly number: string;
  readonly says: readonly string[];
}

/** Somebody without a browser who signs up, writes to `to`, and leaves. */
export async function hearFrom(
  serverUrl: string,
  to: string,
  { name, number, says }: Acquaintance,
): Promise<void> {
  const client = await createClient({ store: new MemoryStore(), serverUrl });
  const { registration } = await client.startRegistration(number);
  await client.verifyCode(registration, await waitForCode(serverUrl, number));
  await client.setProfileName(name);
  await client.connect();
  const [found] = await client.lookup([to]);
  if (found?.contact === undefined) throw new Error(`${to} is not in the directory`);
  const { id } = await client.openConversation(found.contact.account);
  for (const text of says) await client.sendText(id, text);
  while ((await client.messages(id)).some(({ outgoing, status }) => outgoing && status !== "delivered"))
    await Bun.sleep(50);
  await client.close();
}
