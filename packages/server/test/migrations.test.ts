import { expect, test } from "bun:test";
import { type Database, migrate } from "@culver/storage";
import { forEachEngine } from "@culver/testing/engines";
import { createAccountServices } from "../src/accounts/compose.ts";
import type { Item } from "../src/mailbox/mailbox.ts";
import { MailboxService } from "../src/mailbox/mailbox-service.ts";
import { MIGRATIONS } from "../src/migrations/index.ts";
import { FIXTURE, LIST_ENTRY, PUBLISHED, ROWS_001, TOKEN } from "./fixtures/rows-001.ts";
import { ROWS_002, STREAM_FIXTURE } from "./fixtures/rows-002.ts";
import { ROWS_006 } from "./fixtures/rows-006.ts";

const services = (database: Database) =>
  createAccountServices({
    database,
    host: "example.org",
    now: () => FIXTURE.seenAt,
    sms: { send: () => Promise.reject(new Error("not in this test")) },
    stream: { endSession: () => {}, notify: async () => {} },
    hooks: {
      onAccountReplaced: async () => () => {},
      onDeviceRemoved: async () => () => {},
      onDeviceListChanged: async () => {},
      onPrivacyChanged: async () => {},
    },
  });

test("migrations are numbered without gaps, and their files are named after them", async () => {
  expect(MIGRATIONS.map((m) => m.number)).toEqual(MIGRATIONS.map((_, i) => i + 1));
  for (const { number, name } of MIGRATIONS) {
    const file = `../src/migrations/${String(number).padStart(3, "0")}-${name}.ts`;
    expect(await Bun.file(new URL(file, import.meta.url)).exists()).toBe(true);
  }
});

forEachEngine("the whole schema", (open) => {
  test("data written under 001 is there, and of use, under the newest", async () => {
    const { database } = await open();
    expect(await migrate(database, MIGRATIONS.slice(0, 1))).toEqual([1]);
    for (const { table, values } of ROWS_001) {
      await database.insertMany(table, Object.keys(values), [Object.values(values)]);
    }
    const later = MIGRATIONS.slice(1).map((m) => m.number);
    expect(await migrate(database, MIGRATIONS)).toEqual(later);
    for (const { table, values } of ROWS_001) {
      const columns = Object.keys(values).join(", ");
      expect(await database.query(`SELECT ${columns} FROM ${table}`)).toEqual([values]);
    }
    const { account, device, number } = FIXTURE;
    const { authenticate, accounts, lists, keys, privacy, lock } = await services(database);
    expect(await authenticate(account, device, TOKEN)).toEqual({ account, device });
    expect(await accounts.find(number)).toBe(account);
    expect(await lists.entries(account, 0)).toEqual([LIST_ENTRY]);
    expect(await lists.isListed(account, device)).toBe(true);
    const accountKey = (await lists.accountKey(account)) ?? new Uint8Array();
    const signatureKey = (await lists.devices(account))[0]?.signatureKey ?? new Uint8Array();
    const claimed = await keys.claim([{ account, device, signatureKey, accountKey }]);
    expect(claimed).toEqual([{ account, device, keyPackage: PUBLISHED }]);
    expect(await privacy.lastSeen(account)).toBe("nobody");
    expect((await lock.inForce(database, account))?.failures).toBe(2);
  });

  test("mailboxes written under 002 are handed out, once and in order, under the newest", async () => {
    const { database } = await open();
    await migrate(database, MIGRATIONS.slice(0, 2));
    for (const { table, values } of [...ROWS_001, ...ROWS_002]) {
      await database.insertMany(table, Object.keys(values), [Object.values(values)]);
    }
    expect(await migrate(database, MIGRATIONS)).toEqual(MIGRATIONS.slice(2).map((m) => m.number));
    const { account, device } = FIXTURE;
    const service = await MailboxService.open({
      database,
      now: () => FIXTURE.seenAt,
      commitWindowMs: 1,
      maxStored: 10,
      onCommitFailure: () => {},
      onReadFailure: () => {},
    });
    const mailbox = service.mailboxes.of(account, device);
    await service.count([mailbox]);
    expect(mailbox.stored).toBe(2);
    const other = service.mailboxes.of("aaaaaaaaaaaaaaaa", 3);
    expect(service.resends.has(other, "first") && service.resends.has(other, "second")).toBe(true);
    expect(service.commit.nextSeq()).toBeGreaterThanOrEqual(STREAM_FIXTURE.nextSeq);
    for (const [to, seqs] of [
      [mailbox, STREAM_FIXTURE.seqs],
      [other, STREAM_FIXTURE.seqs.slice(1)],
    ] as const) {
      const got: Item[] = [];
      await new Promise<void>((drained) => {
        service.attach(to, { room: 10, offer: (item) => got.push(item) > 0, drained });
      });
      expect(got.map((item) => item.seq)).toEqual([...seqs]);
      expect(got.map((item) => [...item.frame])).toEqual(seqs.map((seq) => [seq]));
      for (const item of got) service.commit.acknowledge(to, item);
    }
    await service.commit.flush();
    expect(await service.rows()).toBe(0);
    expect(await database.query("SELECT recipient, changed FROM notices")).toHaveLength(1);
    await database.execute("INSERT INTO owed_notices (account, recipient, conversation) VALUES (?, ?, ?)", [
      account,
      account,
      STREAM_FIXTURE.conversation,
    ]);
    await database.execute("DELETE FROM accounts WHERE account = ?", [account]);
    expect(await database.query("SELECT account FROM owed_notices")).toEqual([]);
  });

  test("a code on its way under 001 is one by SMS; counts and closed prefixes written under 006 hold", async () => {
    const { database } = await open();
    const before = MIGRATIONS.filter((m) => m.number < 6);
    await migrate(database, before);
    for (const { table, values } of ROWS_001) {
      await database.insertMany(table, Object.keys(values), [Object.values(values)]);
    }
    await migrate(database, MIGRATIONS.slice(0, 6));
    expect(await database.query("SELECT method FROM registrations")).toEqual([{ method: "sms" }]);
    for (const { table, values } of ROWS_006) {
      await database.insertMany(table, Object.keys(values), [Object.values(values)]);
    }
    await migrate(database, MIGRATIONS);
    const { pumping, registrations } = await services(database);
    expect((await registrations.state("AAAAAAAAAAAAAAAAAAAAAA")).method).toBe("sms");
    expect(await pumping.closedFor("+4915123456789", "sms")).toBe(1_800_000);
    expect(await pumping.closedFor("+4915123456789", "voice")).toBe(0);
    // Nineteen codes and one of them entered: the twentieth is too many.
    await pumping.sent("+447700900003", "sms");
    expect(await pumping.closedFor("+447700900003", "sms")).toBe(0);
    await database.execute("UPDATE code_counts SET sent = 20 WHERE sent = 19");
    await pumping.sent("+447700900003", "sms");
    expect(await pumping.closedFor("+447700900003", "sms")).toBeGreaterThan(0);
  });
});
