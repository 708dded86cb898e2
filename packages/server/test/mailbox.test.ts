import { expect, test } from "bun:test";
import { type Database, migrate } from "@culver/storage";
import { forEachEngine } from "@culver/testing/engines";
import fc from "fast-check";
import { Item, type Mailbox, type MailboxReader, type Submitter, WRITTEN } from "../src/mailbox/mailbox.ts";
import { MailboxService } from "../src/mailbox/mailbox-service.ts";
import { MailboxRetention } from "../src/mailbox/retention.ts";
import { MIGRATIONS } from "../src/migrations/index.ts";

const DAY_MS = 24 * 60 * 60_000;

const open = (database: Database, now: () => number = Date.now) =>
  MailboxService.open({
    database,
    now,
    commitWindowMs: 1,
    maxStored: 1e6,
    onCommitFailure: () => {},
    onReadFailure: (_, error) => {
      throw error;
    },
  });

/** A device that keeps what it has been offered, and acknowledges when told to. */
class Reader implements MailboxReader {
  readonly service: MailboxService;
  readonly mailbox: Mailbox;
  readonly inFlight: Item[] = [];
  readonly got: string[];
  window = 8;
  isDrained = false;

  constructor(service: MailboxService, mailbox: Mailbox, got: string[]) {
    this.service = service;
    this.mailbox = mailbox;
    this.got = got;
  }

  get room(): number {
    return this.window - this.inFlight.length;
  }

  offer(item: Item): boolean {
    if (this.room <= 0) return false;
    this.inFlight.push(item);
    return true;
  }

  drained(): void {
    this.isDrained = true;
  }

  /** Commits the oldest `count` and acknowledges them. */
  take(count: number): void {
    for (const item of this.inFlight.splice(0, count)) {
      this.got.push(new TextDecoder().decode(item.frame));
      this.service.commit.acknowledge(this.mailbox, item);
    }
    this.service.readOn(this.mailbox);
  }
}

class Sender implements Submitter {
  readonly completed = new Set<number>();
  complete(stanza: number): void {
    this.completed.add(stanza);
  }
  acknowledge(): void {}
  abort(): void {
    throw new Error("a commit failed");
  }
}

type Step =
  | { kind: "send"; sender: number; to: readonly number[] }
  | { kind: "take"; device: number; count: number }
  | { kind: "attach" | "detach" | "reattach"; device: number }
  | { kind: "job"; to: readonly number[] }
  | { kind: "wait"; ms: number }
  | { kind: "restart" };

const DEVICES = 3;
const device = fc.nat(DEVICES - 1);
const some = fc.uniqueArray(device, { minLength: 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("send" as const), sender: fc.nat(1), to: some }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("take" as const),
      device,
      count: fc.integer({ min: 1, max: 8 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("attach", "detach", "reattach"), device }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("job" as const), to: some }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.constantFrom(0, 0, 1, 4) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "restart" as const }) },
);

forEachEngine("mailbox", (fresh) => {
  test("whatever happens, each device gets what was accepted for it once, in order", async () => {
    const { database } = await fresh();
    await migrate(database, MIGRATIONS);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 120 }), async (steps) => {
        run++;
        await database.execute("DELETE FROM deliveries");
        await database.execute("DELETE FROM messages");
        let service = await open(database);
        const senders = [new Sender(), new Sender()];
        const readers: (Reader | undefined)[] = new Array(DEVICES).fill(undefined);
        const expected: string[][] = Array.from({ length: DEVICES }, () => []);
        const got: string[][] = Array.from({ length: DEVICES }, () => []);
        const mailbox = (at: number) => service.mailboxes.of(`run${run}device${at}`, 1);
        let sent = 0;
        for (const s of steps) {
          if (s.kind === "send") {
            const body = `${s.sender} ${sent}`;
            const seq = service.commit.nextSeq();
            const item = new Item(seq, new TextEncoder().encode(body), s.to.map(mailbox));
            const sender = senders[s.sender] as Sender;
            service.commit.submit(item, sender, sent++, mailbox(s.sender), `id${sent}`);
            for (const at of s.to) expected[at]?.push(body);
          } else if (s.kind === "take") readers[s.device]?.take(s.count);
          else if (s.kind === "attach") {
            const old = readers[s.device];
            if (old !== undefined) service.detach(old.mailbox, old);
            const reader = new Reader(service, mailbox(s.device), got[s.device] as string[]);
            readers[s.device] = reader;
            service.attach(reader.mailbox, reader);
          } else if (s.kind === "detach") {
            const old = readers[s.device];
            if (old !== undefined) service.detach(old.mailbox, old);
          } else if (s.kind === "reattach") {
            const old = readers[s.device];
            if (old !== undefined && old.mailbox.reader === undefined) service.reattach(old.mailbox, old);
          } else if (s.kind === "job") {
            const body = `job ${sent++}`;
            // Not awaited: messages come in while it is being written.
            void service.commit.run(1, async (_, seq) => [
              new Item(seq, new TextEncoder().encode(body), s.to.map(mailbox)),
            ]);
            for (const at of s.to) expected[at]?.push(body);
          } else if (s.kind === "wait") await Bun.sleep(s.ms);
          else {
            await service.commit.flush();
            service = await open(database);
            readers.fill(undefined);
          }
        }
        await service.commit.flush();
        for (let at = 0; at < DEVICES; at++) {
          const old = readers[at];
          if (old !== undefined) service.detach(old.mailbox, old);
          const reader = new Reader(service, mailbox(at), got[at] as string[]);
          service.attach(reader.mailbox, reader);
          const deadline = Date.now() + 10_000;
          while (!(reader.isDrained && reader.inFlight.length === 0) && Date.now() < deadline) {
            reader.take(3);
            await Bun.sleep(0);
          }
          // Jobs are ordered by when they run, messages by when they come: each kind is in order.
          const of = (list: readonly string[], kind: string) => list.filter((body) => body.startsWith(kind));
          for (const kind of ["0", "1", "job"]) {
            expect(of(got[at] as string[], kind)).toEqual(of(expected[at] as string[], kind));
          }
        }
        await service.commit.flush();
        expect(senders.reduce((n, s) => n + s.completed.size, 0)).toBe(
          steps.filter((s) => s.kind === "send").length,
        );
        const [left] = await database.query<{ m: number; d: number }>(
          "SELECT (SELECT COUNT(*) FROM messages) AS m, (SELECT COUNT(*) FROM deliveries) AS d",
        );
        expect(left).toEqual({ m: 0, d: 0 });
      }),
      { numRuns: Number(process.env.CULVER_TEST_RUNS ?? 25), endOnFailure: true },
    );
  }, 60_000);

  test("a commit that fails completes nothing, tells the senders, and the next one works", async () => {
    const { database } = await fresh();
    await migrate(database, MIGRATIONS);
    const service = await open(database);
    const { transaction } = database;
    let aborted = 0;
    const completed: number[] = [];
    const submitter: Submitter = {
      complete: (stanza) => void completed.push(stanza),
      acknowledge: () => {},
      abort: () => void aborted++,
    };
    const to = [service.mailboxes.of("recipient", 1)];
    const from = service.mailboxes.of("sender", 1);
    const send = (stanza: number) => {
      const item = new Item(service.commit.nextSeq(), new Uint8Array([stanza]), to);
      service.commit.submit(item, submitter, stanza, from, `id${stanza}`);
    };
    database.transaction = () => Promise.reject(new Error("disk full"));
    send(1);
    await expect(service.commit.flush()).rejects.toThrow("disk full");
    expect({ completed, aborted }).toEqual({ completed: [], aborted: 1 });
    expect(service.resends.has(from, "id1")).toBe(false);
    database.transaction = transaction;
    send(1);
    await service.commit.flush();
    expect(completed).toEqual([1]);
    const job = service.commit.run(1, () => Promise.reject(new Error("refused")));
    send(2);
    await expect(job).rejects.toThrow("refused");
    await service.commit.flush();
    expect(completed).toEqual([1, 2]);
  });

  test("acknowledgements that gather while the disk takes nothing are kept, however many", async () => {
    const { database } = await fresh();
    await migrate(database, MIGRATIONS);
    const service = await open(database);
    const { transaction } = database;
    const recipient = service.mailboxes.of("recipient", 1);
    database.transaction = () => Promise.reject(new Error("disk full"));
    const item = new Item(service.commit.nextSeq(), new Uint8Array(1), [recipient]);
    item.state = WRITTEN;
    item.rows = 1_000_000;
    for (let n = 0; n < 700_000; n++) service.commit.acknowledge(recipient, item);
    await expect(service.commit.flush()).rejects.toThrow("disk full");
    expect(service.commit.hasDeletions).toBe(true);
    await expect(service.commit.flush()).rejects.toThrow("disk full");
    database.transaction = transaction;
  });

  test("a job that breaks the transaction takes no messages with it", async () => {
    const { database } = await fresh();
    await migrate(database, MIGRATIONS);
    const service = await open(database);
    const sender = new Sender();
    const job = service.commit.run(0, async (tx) => {
      await tx.execute("INSERT INTO nonsense VALUES (1)");
      return [];
    });
    const to = [service.mailboxes.of("recipient", 1)];
    service.commit.submit(
      new Item(service.commit.nextSeq(), new Uint8Array(1), to),
      sender,
      7,
      to[0] as Mailbox,
      "x",
    );
    await expect(job).rejects.toThrow();
    await service.commit.flush();
    expect([...sender.completed]).toEqual([7]);
    expect(await service.rows()).toBe(1);
  });

  test("numbers grow and ids are known over a restart", async () => {
    const { database } = await fresh();
    await migrate(database, MIGRATIONS);
    const first = await open(database);
    const from = first.mailboxes.of("aaaaaaaaaaaaaaaa", 1);
    const seq = first.commit.nextSeq();
    first.commit.submit(new Item(seq, new Uint8Array(1), [from]), new Sender(), 0, from, "known");
    await first.commit.flush();
    const second = await open(database);
    expect(second.commit.nextSeq()).toBeGreaterThan(seq);
    expect(second.resends.has(second.mailboxes.of("aaaaaaaaaaaaaaaa", 1), "known")).toBe(true);
    expect(second.resends.has(second.mailboxes.of("aaaaaaaaaaaaaaaa", 2), "known")).toBe(false);
  });

  test("what nobody fetches is deleted after 30 days, what is younger stays", async () => {
    const { database } = await fresh();
    await migrate(database, MIGRATIONS);
    let now = Date.now();
    const service = await open(database, () => now);
    const to = ["a", "b", "c"].map((account) => service.mailboxes.of(account, 1));
    const store = async (count: number) => {
      for (let i = 0; i < count; i++) {
        service.commit.accept(
          new Item(service.commit.nextSeq(), new Uint8Array(1), i % 2 === 0 ? to : to.slice(0, 1)),
        );
      }
      await service.commit.flush();
    };
    await store(40);
    now += 20 * DAY_MS;
    await store(6);
    const retention = new MailboxRetention(database, 30);
    expect(await retention.run(now)).toBe(0);
    now += 11 * DAY_MS;
    while ((await retention.run(now)) > 0);
    expect(await service.rows()).toBe(12);
    const [bodies] = await database.query<{ n: number }>("SELECT COUNT(*) AS n FROM messages");
    expect(bodies?.n).toBe(6);
    expect(await database.query("SELECT seq FROM resend_window")).toEqual([]);
  });

  test("a full mailbox is full after a restart too", async () => {
    const { database } = await fresh();
    await migrate(database, MIGRATIONS);
    const service = await open(database);
    const mailbox = service.mailboxes.of("full", 1);
    for (let i = 0; i < 3; i++)
      service.commit.accept(new Item(service.commit.nextSeq(), new Uint8Array(1), [mailbox]));
    await service.commit.flush();
    const later = await MailboxService.open({
      database,
      now: Date.now,
      commitWindowMs: 1,
      maxStored: 3,
      onCommitFailure: () => {},
      onReadFailure: () => {},
    });
    const again = later.mailboxes.of("full", 1);
    expect(later.isFull(again)).toBe(false);
    await later.count([again]);
    expect(later.isFull(again)).toBe(true);
  });
});
