import { expect, test } from "bun:test";
import { update } from "@culver/crypto";
import {
  BinaryCodec,
  children,
  commitGroupRequest,
  el,
  parseSealedSms,
  parseSmsInfo,
  parseSmsWake,
  StanzaError,
  sealedSms,
  smsInfoRequest,
  smsQuoteRequest,
  smsRefusalReason,
  smsSend,
  smsWake,
  smsWakeRequest,
} from "@culver/protocol";
import { forEachEngine, type TestDatabase } from "@culver/testing/engines";
import type { EncryptedSms } from "../src/index.ts";
import type { RawDevice } from "./raw-device.ts";
import {
  bytesOfText,
  type Chat,
  chatMessage,
  DOMAIN,
  type Person,
  Relay,
  startChat,
  textsOf,
} from "./relay.ts";

const EVERY_MS = 20;
const MINUTE_MS = 60_000;

async function refusalOf(request: Promise<unknown>): Promise<StanzaError> {
  const refusal = await request.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (refusal instanceof StanzaError) return refusal;
  throw new Error("it was not refused");
}

async function wakeOf(raw: RawDevice): Promise<ReturnType<typeof parseSmsWake>> {
  const [wake] = children(await raw.request("get", smsWakeRequest()));
  return wake && parseSmsWake(wake);
}

/** A relay whose clock the test moves, and two people of whom the second takes encrypted SMS after a minute. */
class Evening implements AsyncDisposable {
  readonly sent: EncryptedSms[] = [];
  readonly withdrawn: string[] = [];
  isReachable = true;
  tries = 0;
  #ahead = 0;
  relay!: Relay;
  alice!: Person;
  bob!: Person;
  a!: RawDevice;
  chat!: Chat;

  static async begin(test: TestDatabase, perDay = 10): Promise<Evening> {
    const evening = new Evening();
    const send = async (message: EncryptedSms): Promise<void> => {
      evening.tries++;
      if (!evening.isReachable) throw new Error("no carrier is bound");
      if (!evening.sent.some(({ id }) => id === message.id)) evening.sent.push(message);
    };
    const cancel = async (id: string): Promise<void> => void evening.withdrawn.push(id);
    evening.relay = await Relay.start(test, {
      now: () => Date.now() + evening.#ahead,
      phones: { encrypted: { port: { send, cancel }, maxOctets: 1024, perDay, everyMs: EVERY_MS } },
    });
    evening.alice = await evening.relay.person();
    evening.bob = await evening.relay.person();
    evening.a = await evening.relay.connect(evening.alice);
    const b = await evening.relay.connect(evening.bob);
    await b.request("set", smsWake({ device: `${evening.bob.device}`, afterSeconds: 60 }));
    evening.chat = await startChat(evening.a, evening.alice, [evening.bob.account]);
    await b.arrived(1);
    await evening.leave(b);
    return evening;
  }

  pass(ms: number): void {
    this.#ahead += ms;
  }

  /** Bob acknowledges everything and goes. */
  async leave(b: RawDevice): Promise<void> {
    b.ack();
    await b.request("get", smsWakeRequest());
    await this.empty();
    b.close();
    await b.ended();
  }

  async empty(): Promise<void> {
    const waits = () =>
      this.relay.database.query("SELECT seq FROM deliveries WHERE account = ?", [this.bob.account]);
    while ((await waits()).length > 0) await Bun.sleep(5);
  }

  async say(text: string | Uint8Array): Promise<void> {
    this.a.send(chatMessage(this.chat, typeof text === "string" ? bytesOfText(text) : text));
    await this.a.settled();
  }

  async until(condition: () => boolean): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (!condition()) {
      if (Date.now() > deadline) throw new Error("waited in vain");
      await Bun.sleep(5);
    }
  }

  /** The scheduler has looked, with the clock as it is, more than once. */
  async rounds(): Promise<void> {
    await Bun.sleep(EVERY_MS * 5);
  }

  get texts(): string[] {
    const codec = new BinaryCodec({ domain: DOMAIN });
    return textsOf(this.sent.map(({ octets }) => codec.decode(octets.subarray(1))));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.relay[Symbol.asyncDispose]();
  }
}

forEachEngine("SMS on the server", (open) => {
  test("a server that sends no SMS says so, and says no key", async () => {
    await using relay = await Relay.start(await open());
    const alice = await relay.person();
    const a = await relay.connect(alice);
    const [info] = children(await a.request("get", smsInfoRequest()));
    expect(info && parseSmsInfo(info)).toEqual({ key: undefined });
    const sealed = { key: 1, sealed: new Uint8Array(80) };
    for (const asked of [
      a.request("get", smsQuoteRequest(sealed)),
      a.request("set", smsSend({ id: "t1", text: sealed, copies: [] })),
      a.request("set", smsWake({ device: `${alice.device}`, afterSeconds: 60 })),
    ]) {
      const refusal = await refusalOf(asked);
      expect([refusal.condition, smsRefusalReason(refusal.app)]).toEqual([
        "service-unavailable",
        "unavailable",
      ]);
    }
    expect(await wakeOf(a)).toBeUndefined();
    expect((await refusalOf(a.request("set", smsQuoteRequest(sealed)))).condition).toBe("bad-request");
  });

  test("a device asks for encrypted SMS for itself, within limits, and takes it back", async () => {
    await using evening = await Evening.begin(await open());
    const { relay, bob } = evening;
    const further = await relay.further(bob);
    const b = await relay.connect(bob);
    expect(await wakeOf(b)).toEqual({ device: `${bob.device}`, afterSeconds: 60 });
    for (const wake of [
      { device: `${further.device}`, afterSeconds: 60 },
      { device: `${bob.device}`, afterSeconds: 59 },
      { device: `${bob.device}`, afterSeconds: 86_401 },
    ]) {
      expect((await refusalOf(b.request("set", smsWake(wake)))).condition).toBe("bad-request");
    }
    const after = el("wake", smsWakeRequest().xmlns, { device: `${bob.device}`, after: "soon" });
    expect((await refusalOf(b.request("set", after))).condition).toBe("bad-request");
    const other = await relay.connect(further);
    await other.request("set", smsWake({ device: `${further.device}`, afterSeconds: 120 }));
    expect(await wakeOf(b)).toEqual({ device: `${further.device}`, afterSeconds: 120 });
    await other.request("set", smsWake(undefined));
    expect(await wakeOf(b)).toBeUndefined();
    await b.request("set", smsWake({ device: `${bob.device}`, afterSeconds: 300 }));
    await relay.server.services.devices.remove(bob);
    expect(await wakeOf(other)).toBeUndefined();
  });

  test("a message goes out once, after its time, as the frame the stream would have brought", async () => {
    await using evening = await Evening.begin(await open());
    await evening.say("see you at eight");
    await evening.rounds();
    expect(evening.sent).toEqual([]);
    evening.pass(2 * MINUTE_MS);
    await evening.until(() => evening.sent.length === 1);
    const [message] = evening.sent;
    expect(message?.number).toBe(evening.bob.number);
    expect(message?.octets[0]).toBe(1);
    expect(evening.texts).toEqual(["see you at eight"]);
    await evening.say("or nine");
    await evening.say(new Uint8Array(1100));
    evening.pass(2 * MINUTE_MS);
    await evening.until(() => evening.sent.length === 2);
    expect(evening.texts).toEqual(["see you at eight", "or nine"]);

    // The server starts over: what has gone does not go again, what has not goes.
    await evening.say("or ten");
    await evening.relay.server.close();
    evening.isReachable = true;
    await evening.relay.restart();
    evening.pass(3 * MINUTE_MS);
    await evening.until(() => evening.sent.length === 3);
    expect(evening.texts.at(-1)).toBe("or ten");

    // The stream brings everything all the same.
    const b = await evening.relay.connect(evening.bob);
    await b.arrived(4);
    expect(textsOf(b.messages).filter((text) => text.length < 100)).toEqual(evening.texts);
  });

  test("nothing goes out while a commit or a Welcome waits, until the device has been online", async () => {
    await using evening = await Evening.begin(await open());
    const { a, chat } = evening;
    await evening.say("before the commit");
    const pending = await update(chat.state);
    const { commit, groupInfo } = pending;
    await a.request("set", commitGroupRequest({ group: chat.group, epoch: 1, commit, groupInfo }));
    evening.chat = { ...chat, state: pending.next, epoch: 2 };
    await evening.say("behind the commit");
    evening.pass(5 * MINUTE_MS);
    await evening.rounds();
    expect(evening.tries).toBe(0);
    const b = await evening.relay.connect(evening.bob);
    await b.arrived(3);
    await evening.leave(b);
    await evening.say("later");
    evening.pass(2 * MINUTE_MS);
    await evening.until(() => evening.sent.length === 1);
    expect(evening.texts).toEqual(["later"]);

    // A Welcome: a new group between the two.
    await startChat(a, evening.alice, [evening.bob.account], chat.conversation, chat.group);
    await evening.rounds();
    evening.pass(5 * MINUTE_MS);
    await evening.rounds();
    expect(evening.sent).toHaveLength(1);
  });

  test("a device that comes back before a carrier is there gets everything from the stream alone", async () => {
    await using evening = await Evening.begin(await open());
    evening.isReachable = false;
    await evening.say("no carrier");
    evening.pass(2 * MINUTE_MS);
    await evening.until(() => evening.tries === 1);
    const b = await evening.relay.connect(evening.bob);
    await b.arrived(1);
    evening.isReachable = true;
    evening.pass(5 * MINUTE_MS);
    await evening.rounds();
    expect(evening.tries).toBe(1);
    await evening.leave(b);
    evening.pass(5 * MINUTE_MS);
    await evening.rounds();
    expect(evening.sent).toEqual([]);
  });

  test("what was handed over is withdrawn once the device has it, and nothing else", async () => {
    await using evening = await Evening.begin(await open());
    await evening.say("handed over");
    evening.pass(2 * MINUTE_MS);
    await evening.until(() => evening.sent.length === 1);
    await evening.say("not yet");
    const b = await evening.relay.connect(evening.bob);
    await b.arrived(2);
    expect(evening.withdrawn).toEqual([]);
    await evening.leave(b);
    expect(evening.withdrawn).toEqual(evening.sent.map(({ id }) => id));
  });

  test("while no carrier is there it is tried again; a day has a limit", async () => {
    await using evening = await Evening.begin(await open(), 2);
    evening.isReachable = false;
    for (const text of ["one", "two", "three"]) await evening.say(text);
    evening.pass(2 * MINUTE_MS);
    await evening.until(() => evening.tries === 1);
    evening.isReachable = true;
    evening.pass(2 * MINUTE_MS);
    await evening.until(() => evening.sent.length === 2);
    evening.pass(5 * MINUTE_MS);
    await evening.rounds();
    expect(evening.texts).toEqual(["one", "two"]);

    // Switching it off and on does not begin the day anew.
    const b = await evening.relay.connect(evening.bob);
    await b.request("set", smsWake(undefined));
    expect(await wakeOf(b)).toBeUndefined();
    await b.request("set", smsWake({ device: `${evening.bob.device}`, afterSeconds: 60 }));
    await b.arrived(3);
    await evening.leave(b);
    await evening.say("four");
    evening.pass(5 * MINUTE_MS);
    await evening.rounds();
    expect(evening.texts).toEqual(["one", "two"]);
    evening.pass(24 * 60 * MINUTE_MS);
    await evening.until(() => evening.sent.length === 3);
    expect(evening.texts.at(-1)).toBe("four");
  });

  test("whoever registers the number anew gets none of it", async () => {
    await using evening = await Evening.begin(await open());
    const { relay, bob } = evening;
    const home = relay.server.smsHome;
    const before = await home.account(bob.account);
    expect(before?.devices.map(({ device }) => device)).toEqual([bob.device]);
    expect(await home.isReachable(bob.number)).toBe(true);
    await evening.say("for bob alone");
    await relay.register(bob.number);
    const after = await home.account(bob.account);
    expect([after?.generation, after?.devices]).toEqual([(before?.generation ?? 0) + 1, []]);
    expect(await home.isReachable(bob.number)).toBe(false);
    evening.pass(5 * MINUTE_MS);
    await evening.rounds();
    expect(evening.sent).toEqual([]);
    await relay.server.services.accounts.delete(bob.account);
    expect(await home.account(bob.account)).toBeUndefined();
  });

  test("deliveries to single devices: their own payloads, durable, from the server to the account", async () => {
    await using evening = await Evening.begin(await open());
    const { relay, bob, alice } = evening;
    const further = await relay.further(bob);
    const payload = (text: string) =>
      sealedSms({ kind: "incoming", id: text, at: 1, sealed: bytesOfText(text) });
    const stored = await relay.server.smsHome.deliver([
      { account: bob.account, devices: [bob.device], id: "n1", payload: payload("first") },
      { account: bob.account, devices: [further.device], id: "n2", payload: payload("second") },
      { account: alice.account, devices: [], id: "n3", payload: payload("nobody") },
    ]);
    expect(stored).toBe(2);
    await relay.server.close();
    await relay.restart();
    for (const [person, id, text] of [
      [bob, "n1", "first"],
      [further, "n2", "second"],
    ] as const) {
      const raw = await relay.connect(person);
      const [message] = await raw.arrived(1);
      expect(message?.attrs).toMatchObject({ id, from: DOMAIN, to: `${bob.account}@${DOMAIN}` });
      const [note] = message === undefined ? [] : children(message);
      expect(note && parseSealedSms(note).sealed).toEqual(bytesOfText(text));
    }
  });
});
