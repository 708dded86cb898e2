import { openSmsGateway, type SmsStatus } from "@culver/sms";
import { createTestDatabase } from "@culver/testing/engines";
import { createSandbox } from "../src/index.ts";
import { get, quick, until, write } from "./support.ts";

export const PHONE = "+447700900123";

/** A durable gateway on SQLite with the sandbox as its carrier, which behaves as told. */
export async function faultyStage(behaviour: object) {
  const sandbox = await createSandbox({
    receiptDelayMs: 10,
    redelivery: { baseMs: 10, maxMs: 40 },
    keep: 1000,
  });
  await behave(behaviour);
  const store = await createTestDatabase("sqlite");
  const gateway = await openSmsGateway({ database: store.database, routes: sandbox.route, ...quick });
  const statuses: SmsStatus[] = [];
  gateway.onStatus((status) => void statuses.push(status));
  await gateway.ready();

  async function behave(to: object): Promise<void> {
    const response = await write(sandbox, "PUT", "/sandbox/behaviour", { behaviour: to });
    if (response.status !== 200) throw new Error(await response.text());
  }

  return {
    sandbox,
    gateway,
    statuses,
    behave,
    /** Sends so many different texts at once, numbered from `first`. @returns their ids, which are also their texts */
    async send(count: number, first = 0): Promise<string[]> {
      const ids = Array.from({ length: count }, (_, index) => `text ${first + index}`);
      await Promise.all(
        ids.map((id) =>
          gateway.send({
            id,
            to: PHONE,
            from: "Culver",
            body: { kind: "text", text: id },
            purpose: "person",
          }),
        ),
      );
      return ids;
    },
    /** The texts on the phone, sorted. */
    async texts(): Promise<string[]> {
      const { messages } = await (await get(sandbox, `/sandbox/handsets/${PHONE}/messages`)).json();
      return messages.map(({ text }: { text: string }) => text).toSorted();
    },
    /** Resolves when every one has come to its end. */
    finished: (ids: readonly string[], state: SmsStatus["state"] = "delivered") =>
      until(() => {
        const ended = new Set(statuses.filter((status) => status.state === state).map(({ id }) => id));
        return ids.every((id) => ended.has(id));
      }, 25_000),
    /** Of the only carrier. */
    counters() {
      const [carrier] = gateway.state().carriers;
      if (!carrier) throw new Error("no carrier");
      return carrier.counters;
    },
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await sandbox.close();
      await store[Symbol.asyncDispose]();
    },
  };
}
