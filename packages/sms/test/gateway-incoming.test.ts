import { describe, expect, test } from "bun:test";
import { migrate } from "@culver/storage";
import { createTestDatabase, forEachEngine } from "@culver/testing/engines";
import type { CarrierIncoming } from "../src/carrier/port.ts";
import { durableParts } from "../src/gateway/durable-parts.ts";
import { IncomingTaker } from "../src/gateway/incoming-taker.ts";
import { deleteOld } from "../src/gateway/retention.ts";
import { type CarrierSource, openSmsGateway, type SmsIncoming, Status } from "../src/index.ts";
import { SMS_MIGRATIONS } from "../src/migrations/index.ts";
import { Journal } from "../src/queue/journal.ts";
import type { StoredPart } from "../src/reassembly/part-store.ts";
import { encodeText } from "../src/text/index.ts";
import { Vault } from "../src/vault/vault.ts";
import { carrierForTests, message, quick } from "./gateway-support.ts";
import { until } from "./support.ts";

const text: CarrierIncoming = { from: "+447700900123", to: "60777", body: { kind: "text", text: "ok" } };

forEachEngine("incoming messages", (open) => {
  async function take() {
    const journals: Journal[] = [];
    const { database } = await open();
    await migrate(database, SMS_MIGRATIONS, { table: "sms_migrations" });
    const vault = await Vault.open({ database, now: Date.now, users: ["sms_parts"] });
    let ahead = 0;
    const now = () => Date.now() + ahead;
    const life = () => {
      const journal = new Journal({
        ...{ database, windowMs: 2, now: Date.now },
        onCommit: () => undefined,
        onFailure: (error) => {
          throw error;
        },
      });
      journals.push(journal);
      return new IncomingTaker({ database, journal, vault, now });
    };
    return {
      ...{ database, vault, life },
      async pass(minutes: number) {
        ahead += minutes * 60_000;
        await deleteOld(database, now(), 14);
      },
      [Symbol.asyncDispose]: async () => {
        for (const journal of journals) await journal.close();
      },
    };
  }

  test("delivered again after a crash before the answer, it has the same id", async () => {
    await using world = await take();
    const { life } = world;
    const before = life();
    const ids: string[] = [];
    before.add(({ id }) => {
      ids.push(id);
      // The process ends here: the carrier never gets its answer.
      return Promise.reject(new Error("killed"));
    });
    await expect(before.take("a", text)).rejects.toThrow("killed");
    const after = life();
    after.add(({ id }) => void ids.push(id));
    await after.take("a", text);
    expect(ids[1]).toBe(ids[0]);
  });

  test("one that its carrier names is taken once, at once and for days, and is the same one until then", async () => {
    await using world = await take();
    const named = { ...text, id: "SM77" };
    const ids: string[] = [];
    let isBroken = true;
    const add = (taker: IncomingTaker) =>
      taker.add(async ({ id }) => {
        ids.push(id);
        if (isBroken) throw new Error("killed");
      });
    const before = world.life();
    add(before);
    await expect(before.take("a", named)).rejects.toThrow("killed");
    isBroken = false;
    await Promise.all([before.take("a", named), before.take("a", named)]);
    const after = world.life();
    add(after);
    await world.pass(6 * 24 * 60);
    await after.take("a", named);
    expect(ids).toHaveLength(2);
    expect(ids[1]).toBe(ids[0] ?? "");
    await after.take("a", { ...named, id: "SM78" });
    await after.take("b", named);
    expect(new Set(ids).size).toBe(3);
    await world.pass(8 * 24 * 60);
    expect(await world.database.query("SELECT at FROM sms_taken")).toEqual([]);
  });

  test("refused for hours, it is the same one whenever it comes again", async () => {
    await using world = await take();
    const taker = world.life();
    const ids = new Set<string>();
    taker.add(({ id }) => {
      ids.add(id);
      return Promise.reject(new Error("not now"));
    });
    for (let hour = 0; hour < 3; hour++) {
      await expect(taker.take("a", text)).rejects.toThrow("not now");
      await world.pass(40);
    }
    expect(ids.size).toBe(1);
  });

  test("the same words again, later or at once, are another message", async () => {
    await using world = await take();
    const { database, life } = world;
    const taker = life();
    const ids = new Set<string>();
    taker.add(({ id }) => void ids.add(id));
    await Promise.all([taker.take("a", text), taker.take("a", text), taker.take("b", text)]);
    await taker.take("a", text);
    expect(ids.size).toBe(4);
    let left = 1;
    await until(() => {
      void database.query<{ n: number }>("SELECT COUNT(*) AS n FROM sms_incoming").then(([row]) => {
        left = row?.n ?? 1;
      });
      return left === 0;
    });
  });

  test("parts of long messages are kept sealed, each carrier's apart", async () => {
    await using world = await take();
    const { database, vault } = world;
    const parts = durableParts(database, vault, "a");
    const part: StoredPart = {
      ...{ from: "+447700900123", to: "60777", dataCoding: 0, octets: Uint8Array.of(1, 2, 3) },
      concatenation: { reference: 7, total: 2, part: 1 },
      message: "random",
      since: 5,
    };
    await parts.add(part);
    await parts.add(part);
    await parts.add({ ...part, concatenation: { ...part.concatenation, part: 2 } });
    expect(await parts.load()).toHaveLength(2);
    expect((await parts.load()).find(({ concatenation }) => concatenation.part === 1)).toEqual(part);
    expect(await durableParts(database, vault, "b").load()).toEqual([]);
    await parts.remove("random");
    await parts.remove("random");
    expect(await parts.load()).toEqual([]);
  });
});

describe("through a carrier", () => {
  test("deliver_sm is answered when the handler has taken it, and refused when it could not", async () => {
    await using db = await createTestDatabase("sqlite");
    await using carrier = await carrierForTests();
    await using gateway = await openSmsGateway({ database: db.database, routes: carrier.route, ...quick });
    await gateway.ready();
    const [session] = carrier.server.sessions;
    const deliver = (words: string) =>
      session?.deliver({
        ...{ sourceAddrTon: 1, sourceAddr: "447700900123", destinationAddr: "60777" },
        shortMessage: encodeText(words, "gsm7"),
      });
    await expect(deliver("nobody")).rejects.toMatchObject({ status: Status.ESME_RX_T_APPN });
    const taken: SmsIncoming[] = [];
    const remove = gateway.onIncoming((incoming) => void taken.push(incoming));
    await deliver("hello €");
    expect(taken).toMatchObject([
      { carrier: carrier.name, from: "+447700900123", to: "60777", body: { kind: "text", text: "hello €" } },
    ]);
    remove();
    gateway.onIncoming(() => Promise.reject(new Error("disk full")));
    await expect(deliver("again")).rejects.toMatchObject({ status: Status.ESME_RX_T_APPN });
    expect(gateway.state().carriers[0]?.counters).toMatchObject({ incoming: 1, refused: 2 });
  });
});

describe("routes set anew", () => {
  test("what is unchanged keeps its bind; what is gone finishes; messages move", async () => {
    await using db = await createTestDatabase("sqlite");
    await using first = await carrierForTests();
    await using second = await carrierForTests();
    await using gateway = await openSmsGateway({ database: db.database, routes: first.route, ...quick });
    await gateway.ready();
    await gateway.setRoutes(`${first.route},${second.route}&prefix=+44`);
    await gateway.ready();
    expect(gateway.state().carriers.map(({ binds }) => binds[0]?.binds)).toEqual([1, 1]);
    await gateway.settled((await gateway.send(message())).id);
    expect(second.submitted).toHaveLength(1);
    await gateway.setRoutes(`${first.route}`);
    await until(() => gateway.state().carriers.length === 1);
    await gateway.settled((await gateway.send(message())).id);
    expect(first.submitted).toHaveLength(1);
    expect(gateway.state().carriers[0]?.binds[0]?.binds).toBe(1);
    await until(() => second.server.sessions.length === 0);
    await expect(gateway.setRoutes("smpp://nonsense")).rejects.toThrow("SMS route 1");
    expect(gateway.state().carriers).toHaveLength(1);
  });

  test("what waits for a carrier that is taken out goes by another", async () => {
    await using db = await createTestDatabase("sqlite");
    await using carrier = await carrierForTests();
    await using gateway = await openSmsGateway({
      database: db.database,
      routes: "smpp://culver:secret@127.0.0.1:1",
      ...quick,
    });
    const sent = await Promise.all(Array.from({ length: 10 }, () => gateway.send(message())));
    await gateway.setRoutes(carrier.route);
    const statuses = await Promise.all(sent.map(({ id }) => gateway.settled(id)));
    expect(statuses.map((status) => status?.state)).toEqual(Array(10).fill("delivered"));
  });
});

/** A carrier that takes everything and says how it was asked. */
function scripted(
  name: string,
  asked: string[],
  change: { voice?: boolean; refuses?: boolean } = {},
): CarrierSource {
  return {
    key: name,
    open: () => ({
      terms: {
        ...{ name, prefixes: [], cost: 0, currency: "", text: {}, receiptTimeoutSeconds: 0 },
        voice: change.voice ?? false,
      },
      room: () => 10,
      isBound: true,
      submit: async ({ parts, voice }) => {
        asked.push(voice ? `${name} call` : name);
        return parts.map((part) =>
          change.refuses && !voice
            ? { part, kind: "permanent", code: "NO", words: "no SMS here" }
            : { part, kind: "accepted", messageId: `${asked.length}` },
        );
      },
      ready: async () => undefined,
      binds: () => [],
      [Symbol.asyncDispose]: async () => undefined,
    }),
  };
}

describe("special ways", () => {
  test("a code that no carrier takes as SMS is spoken; other messages are not", async () => {
    await using db = await createTestDatabase("sqlite");
    const asked: string[] = [];
    await using gateway = await openSmsGateway({
      database: db.database,
      routes: [scripted("a", asked, { refuses: true }), scripted("b", asked, { refuses: true, voice: true })],
      ...quick,
    });
    const sent: string[] = [];
    gateway.onStatus(({ state, purpose }) => void sent.push(`${purpose} ${state}`));
    await gateway.send(message({ purpose: "code" }));
    await until(() => sent.length === 1);
    expect(asked).toEqual(["a", "b", "b call"]);
    await gateway.send(message());
    await until(() => sent.length === 2);
    expect(sent).toEqual(["code sent", "person failed"]);
  });

  test("a phone's network decides, when it can be looked up", async () => {
    await using db = await createTestDatabase("sqlite");
    const asked: string[] = [];
    let lookups = 0;
    await using gateway = await openSmsGateway({
      database: db.database,
      routes: [scripted("a", asked), scripted("b", asked)],
      lookup: async (phone) => {
        lookups++;
        if (phone.endsWith("9")) throw new Error("the registry is down");
        return { network: "23415" };
      },
      networks: { "23415": ["b"] },
      ...quick,
    });
    for (const to of ["+447700900120", "+447700900120", "+447700900129"]) {
      const before = asked.length;
      await gateway.send(message({ to, stickTo: `${before}` }));
      await until(() => asked.length > before);
    }
    expect(asked).toEqual(["b", "b", "a"]);
    expect(lookups).toBe(2);
  });
});
