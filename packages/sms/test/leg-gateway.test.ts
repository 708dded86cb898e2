import { expect, test } from "bun:test";
import type { Database } from "@culver/storage";
import { forEachEngine, type TestDatabase } from "@culver/testing/engines";
import type { SmsGateway } from "../src/gateway/api.ts";
import { openSmsGateway } from "../src/gateway/open-sms-gateway.ts";
import { formatReceipt } from "../src/receipts/receipt.ts";
import type { Pdu } from "../src/smpp/pdu.ts";
import { decodeText, encodeText } from "../src/text/index.ts";
import { Bench, type Device, refusalOf } from "./leg-support.ts";
import { smscForTests, until } from "./support.ts";

const PHONE = "+447700900123";
const NUMBER = "+447700900900";

type Submit = Pdu<"submit_sm">["body"];

/** A carrier, the gateway and the leg, as they run in service. */
class Service implements AsyncDisposable {
  readonly submits: Submit[] = [];
  carrier!: Awaited<ReturnType<typeof smscForTests>>;
  gateway!: SmsGateway;
  bench!: Bench;
  alice!: Device;

  static async open(test: TestDatabase): Promise<Service> {
    const service = new Service();
    service.carrier = await smscForTests({
      submit: ({ body }) => {
        service.submits.push(body);
        return `m${service.submits.length}`;
      },
    });
    service.gateway = await service.#gateway(test.database);
    service.bench = await Bench.open(test, { gateway: service.gateway });
    service.alice = await service.bench.house.add("alice");
    return service;
  }

  /** Both over, as after a crash that took the process but not the disk. */
  async restart(): Promise<void> {
    await this.gateway[Symbol.asyncDispose]();
    this.gateway = await this.#gateway(this.bench.database);
    await this.bench.restart({ gateway: this.gateway });
  }

  async #gateway(database: Database): Promise<SmsGateway> {
    const gateway = await openSmsGateway({
      database,
      routes: this.carrier.route,
      queue: { handlerRetryMs: 20 },
    });
    await gateway.ready();
    return gateway;
  }

  get texts(): string[] {
    return this.submits.map(({ shortMessage, dataCoding }) => decodeText(shortMessage, dataCoding));
  }

  /** The phone writes; rejects when the carrier is told to keep it. */
  async write(text: string, to = NUMBER): Promise<void> {
    await this.#deliver({ destinationAddr: to.slice(1), shortMessage: encodeText(text, "gsm7") });
  }

  async receipt(messageId: string, state: "delivered" | "undeliverable"): Promise<void> {
    const at = Date.now();
    const text = formatReceipt({ messageId, state, submittedAt: at, doneAt: at });
    const shortMessage = encodeText(text, "gsm7");
    await this.#deliver({ destinationAddr: NUMBER.slice(1), esmClass: 0x04, shortMessage });
  }

  async #deliver(body: Partial<Pdu<"deliver_sm">["body"]>): Promise<void> {
    const session = this.carrier.server.sessions.findLast(({ receives }) => receives);
    if (session === undefined) throw new Error("nobody is bound");
    await session.deliver({
      sourceAddrTon: 1,
      sourceAddrNpi: 1,
      sourceAddr: PHONE.slice(1),
      destAddrTon: 1,
      destAddrNpi: 1,
      ...body,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.bench[Symbol.asyncDispose]();
    await this.gateway[Symbol.asyncDispose]();
    await this.carrier.server[Symbol.asyncDispose]();
  }
}

forEachEngine("chats and phones over a carrier", (open) => {
  test("a text, its receipts as ticks, the answer, and back again", async () => {
    await using service = await Service.open(await open());
    const { bench, alice } = service;
    await bench.send(alice, PHONE, "Are you there?", "t1");
    await until(() => service.submits.length === 1);
    expect(service.submits[0]).toMatchObject({
      sourceAddr: NUMBER.slice(1),
      destinationAddr: PHONE.slice(1),
      registeredDelivery: 1,
    });
    await until(() => alice.statuses().some(({ state }) => state === "sent"));
    await service.receipt("m1", "delivered");
    await until(() => alice.statuses().some(({ state }) => state === "delivered"));
    expect(alice.statuses().map(({ id }) => id)).toEqual(["t1", "t1"]);
    await service.write("Yes!");
    expect(await alice.incoming()).toMatchObject([{ from: PHONE, to: NUMBER, text: "Yes!" }]);
    await bench.send(alice, PHONE, "Good", "t2");
    await until(() => service.submits.length === 2);
    await service.receipt("m2", "undeliverable");
    await until(() => alice.statuses().some(({ state }) => state === "failed"));
    expect(alice.statuses().at(-1)?.reason).toBeTruthy();
    expect(service.texts).toEqual(["Are you there?", "Good"]);
  });

  test("the carrier is answered when the mailboxes have it, and not before; statuses wait likewise", async () => {
    await using service = await Service.open(await open());
    const { bench, alice } = service;
    bench.house.isBroken = true;
    const lost = bench.send(alice, PHONE, "Are you there?", "t1");
    await expect(lost).rejects.toThrow("the disk is full");
    await until(() => service.submits.length === 1);
    await expect(service.write("Yes!")).rejects.toThrow();
    expect(alice.deliveries).toEqual([]);
    await service.restart();
    await expect(service.write("Yes!")).rejects.toThrow();
    bench.house.isBroken = false;
    // The carrier delivers it again, and once more because the link dropped before its answer.
    await service.write("Yes!");
    expect((await alice.incoming()).map(({ text }) => text)).toEqual(["Yes!"]);
    await bench.send(alice, PHONE, "Are you there?", "t1");
    await until(() => alice.statuses().some(({ state }) => state === "sent"));
    expect(service.texts).toEqual(["Are you there?"]);
  });

  test("STOP from a phone holds for the next text, and its confirmation goes out", async () => {
    await using service = await Service.open(await open());
    const { bench, alice } = service;
    await bench.send(alice, PHONE, "Hello", "t1");
    await service.write("stop");
    await until(() => service.submits.length === 2);
    expect(service.submits[1]).toMatchObject({ destinationAddr: PHONE.slice(1) });
    expect(await refusalOf(bench.send(alice, PHONE, "Please", "t2"))).toBe("opted-out");
    expect((await alice.incoming()).map(({ text }) => text)).toEqual(["stop"]);
    const next = await bench.house.replace("alice");
    await service.write("a secret");
    expect(next.deliveries).toEqual([]);
  });
});
