import { expect, setDefaultTimeout, test } from "bun:test";
import { type Database, migrate } from "@culver/storage";
import { forEachEngine } from "@culver/testing/engines";
import { GroupCommit } from "../../src/engine/group-commit.ts";
import { companionStanza, incomingIdOf, newOutgoingId, outgoingIdOf } from "../../src/engine/ids.ts";
import { newColumns, newValues } from "../../src/engine/message-row.ts";
import { deleteOldMessages } from "../../src/engine/retention.ts";
import { smsForm } from "../../src/engine/sms-content.ts";
import { Threads, writeThread } from "../../src/engine/threads.ts";
import { BUSINESS_LEDGER, BUSINESS_MIGRATIONS } from "../../src/migrations/index.ts";

// A cluster and its fsyncs take their time on a busy machine.
setDefaultTimeout(60_000);

const NUMBER = "1111111111111111";

test("a message's id and its stanza id carry the same octets", () => {
  for (let n = 0; n < 200; n++) {
    const { id, stanza } = newOutgoingId();
    expect(outgoingIdOf(stanza)).toBe(id);
    expect(stanza).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(outgoingIdOf(companionStanza(stanza))).toBeUndefined();
  }
  expect(outgoingIdOf("not ours")).toBeUndefined();
  expect(incomingIdOf("1", "c", "s")).toBe(incomingIdOf("1", "c", "s"));
  expect(incomingIdOf("1", "c", "s")).not.toBe(incomingIdOf("2", "c", "s"));
});

test("by SMS a file goes first, as a link, and what is said around it as text", () => {
  const media = { source: { kind: "id", id: "5" } } as const;
  expect(smsForm({ type: "image", media }, undefined)).toEqual({
    file: { media, kind: "image" },
    choices: [],
  });
  const buttons = [{ id: "y", title: "Yes" }];
  const header = { kind: "image", media } as const;
  const form = smsForm(
    { type: "interactive", interactive: { kind: "button", header, body: "Is this yours?", buttons } },
    undefined,
  );
  expect(form.file).toEqual({ media, kind: "image" });
  expect(form.text).toBe("Is this yours?\n\nReply 1 for Yes");
  expect(form.choices).toMatchObject([{ id: "y", label: "1" }]);
  const place = { type: "location", location: { latitude: 1, longitude: 2 } } as const;
  expect(smsForm(place, undefined)).toMatchObject({ text: "1, 2\ngeo:1,2" });
});

forEachEngine("the engine's tables", (open) => {
  async function opened(): Promise<{ database: Database; threads: Threads }> {
    const { database } = await open();
    await migrate(database, BUSINESS_MIGRATIONS, { table: BUSINESS_LEDGER });
    return { database, threads: new Threads(database, Date.now) };
  }

  const message = (thread: string, at: number) =>
    newValues({
      ...{ id: newOutgoingId().id, thread, number: NUMBER, direction: "out", channel: "app", route: null },
      ...{ at, type: "text", content: "{}", author: null, quotes: null, callback_data: null },
      ...{ status: "accepted", error: null, reactions: "[]", choices: null, stanza: "s" },
      ...{ conversation: null, is_edited: 0, is_revoked: 0, is_outside: 0, work: 0 },
    });

  test("one thread per customer, however many ask at once", async () => {
    const { database, threads } = await opened();
    const rows = await Promise.all(
      Array.from({ length: 30 }, (_, n) => threads.require(NUMBER, { phone: `+1555000${n % 3}` }, "app")),
    );
    expect(new Set(rows.map(({ id }) => id)).size).toBe(3);
    const fresh = new Threads(database, Date.now);
    expect((await fresh.require(NUMBER, { phone: "+15550001" }, "sms")).id).toBe(rows[1]?.id ?? "");
  });

  test("two threads that turn out to be one become the older, with all messages; the other's id leads there", async () => {
    const { database } = await opened();
    let now = 1;
    const threads = new Threads(database, () => now++);
    const merged: string[] = [];
    threads.onMerged = (from, into) => merged.push(from, into);
    const sms = await threads.require(NUMBER, { phone: "+15550001" }, "sms");
    const app = await threads.require(NUMBER, { account: "aaaaaaaaaaaaaaaa" }, "app");
    await database.insertMany("business_messages", newColumns, [message(sms.id, 1), message(app.id, 2)]);
    await threads.update(app.id, { profile_name: "Ada", last_inbound_at: 9, channel: "app" });
    const one = await threads.link(app.id, { account: "aaaaaaaaaaaaaaaa", phone: "+15550001" });
    expect(one).toMatchObject({
      id: sms.id,
      phone: "+15550001",
      account: "aaaaaaaaaaaaaaaa",
      profile_name: "Ada",
      channel: "app",
      last_inbound_at: 9,
    });
    expect(merged).toEqual([app.id, sms.id]);
    for (const reader of [threads, new Threads(database, Date.now)]) {
      expect((await reader.get(app.id))?.id).toBe(sms.id);
      expect((await reader.find(NUMBER, { account: "aaaaaaaaaaaaaaaa" }))?.id).toBe(sms.id);
      expect((await reader.find(NUMBER, { phone: "+15550001" }))?.id).toBe(sms.id);
    }
    const rows = await database.query<{ thread: string }>("SELECT thread FROM business_messages");
    expect(rows.map(({ thread }) => thread)).toEqual([sms.id, sms.id]);
  });

  test("what is committed while threads become one is theirs, and what follows is written to the one", async () => {
    const { database, threads } = await opened();
    const sms = await threads.require(NUMBER, { phone: "+15550001" }, "sms");
    const app = await threads.require(NUMBER, { account: "aaaaaaaaaaaaaaaa" }, "app");
    // Committed, and not noted in memory yet.
    await database.transaction((tx) => writeThread(tx, app.id, { last_inbound_at: 9, is_opted_out: 1 }));
    const one = await threads.link(app.id, { phone: "+15550001" });
    expect(one).toMatchObject({ last_inbound_at: 9, is_opted_out: 1 });
    const from = one?.id === sms.id ? app.id : sms.id;
    expect(threads.current(from)).toBe(one?.id ?? "");
    expect(threads.current(one?.id ?? "")).toBe(one?.id ?? "");
  });

  test("a number that becomes known forgets nothing that comes to be known at the same time", async () => {
    const { database } = await open();
    await migrate(database, BUSINESS_MIGRATIONS, { table: BUSINESS_LEDGER });
    let meanwhile = () => {};
    const watched = new Proxy(database, {
      get(real, name) {
        const value: unknown = Reflect.get(real, name, real);
        if (typeof value !== "function") return value;
        const method = value.bind(real) as (...args: unknown[]) => unknown;
        if (name !== "execute") return method;
        return async (...args: unknown[]) => {
          const result = await method(...args);
          meanwhile();
          return result;
        };
      },
    });
    const threads = new Threads(watched, Date.now);
    const { id } = await threads.require(NUMBER, { account: "aaaaaaaaaaaaaaaa" }, "app");
    meanwhile = () => void threads.changed(id, { last_inbound_at: 9 });
    await threads.link(id, { phone: "+15550001" });
    expect(await threads.get(id)).toMatchObject({ phone: "+15550001", last_inbound_at: 9 });
  });

  test("what is told after a commit is told only then, and its faults hold nothing back", async () => {
    const { database } = await opened();
    const told: string[] = [];
    const faults: unknown[] = [];
    const commits = new GroupCommit<string>(
      database,
      async (tx, items) => {
        const rows = items.map((key) => [NUMBER, key, key === "bad" ? null : 1]);
        await tx.insertMany("business_cursors", ["number", "conversation", "position"], rows);
        return () => {
          told.push(...items);
          if (items.includes("fault")) throw new Error("a fault");
        };
      },
      { onFault: (error) => faults.push(error) },
    );
    const keys = ["a", "fault", "bad", "b"];
    const results = await Promise.allSettled(keys.map((key) => commits.add(key)));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    expect(told).toEqual(["a", "fault", "b"]);
    expect(faults).toHaveLength(1);
    await commits.add("c");
    expect(told.at(-1)).toBe("c");
  });

  test("a number that has gone to another person leaves the first one's thread", async () => {
    const { threads } = await opened();
    const first = await threads.require(NUMBER, { account: "aaaaaaaaaaaaaaaa" }, "app");
    await threads.link(first.id, { phone: "+15550001" });
    const second = await threads.require(NUMBER, { account: "bbbbbbbbbbbbbbbb" }, "app");
    await threads.link(second.id, { phone: "+15550001" });
    expect(await threads.get(first.id)).toMatchObject({ phone: null, account: "aaaaaaaaaaaaaaaa" });
    expect((await threads.find(NUMBER, { phone: "+15550001" }))?.id).toBe(second.id);
  });

  test("what cannot be written fails alone", async () => {
    const { database } = await opened();
    const commits = new GroupCommit<string>(database, async (tx, items) => {
      const rows = items.map((key) => [NUMBER, key, key === "bad" ? null : 1]);
      await tx.insertMany("business_cursors", ["number", "conversation", "position"], rows);
    });
    const results = await Promise.allSettled(["a", "bad", "b"].map((key) => commits.add(key)));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await database.query("SELECT conversation FROM business_cursors ORDER BY conversation")).toEqual([
      { conversation: "a" },
      { conversation: "b" },
    ]);
  });

  test("messages are kept as long as the settings say", async () => {
    const { database } = await opened();
    const rows = Array.from({ length: 2_500 }, (_, n) => message("t", n));
    await database.insertMany("business_messages", newColumns, rows);
    expect(await deleteOldMessages(database, 2_400, () => false)).toBe(2_400);
    const [left] = await database.query<{ n: number }>("SELECT COUNT(*) AS n FROM business_messages");
    expect(left?.n).toBe(100);
  });
});
