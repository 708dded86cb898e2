import { describe, expect, test } from "bun:test";
import type { ConnectionState } from "../src/index.ts";
import { Stream } from "../src/stream/stream.ts";
import { online, SmsRelay, smsDevice, until } from "./sms-relay.ts";

const credentials = { account: "aaaaaaaaaaaaaaaa", device: "1", token: "t", domain: "example.org" };

/** A stream whose sockets open or fail at the relay's will; every try is counted. */
async function stream(relay: SmsRelay) {
  await smsDevice(relay);
  const states: ConnectionState["state"][] = [];
  let tries = 0;
  const RelaySocket = relay.WebSocket;
  class Counted extends RelaySocket {
    constructor(url: string, protocols?: string | string[]) {
      super(url, protocols);
      tries++;
    }
  }
  const nothing = () => undefined;
  const made: Stream = new Stream(
    { url: "ws://127.0.0.1:9", WebSocket: Counted, clock: Date.now, random: () => 0.99, log: nothing },
    {
      onFresh: nothing,
      onResumed: nothing,
      onStanza: (_stanza, handled) => handled(),
      onDrained: () => made.caughtUp(),
      onLost: nothing,
      onState: ({ state }) => void states.push(state),
      onRefused: nothing,
    },
  );
  return { stream: made, states, tries: () => tries };
}

describe("what the browser says about the network", () => {
  test("gone: offline at once; back: connects at once", async () => {
    const relay = new SmsRelay();
    const { stream: made, states, tries } = await stream(relay);
    made.start(credentials);
    await until(() => made.state.state === "online");
    relay.reachable = false;
    made.networkDown();
    expect(made.state).toEqual({ state: "offline" });
    expect(states).toEqual(["connecting", "updating", "online", "offline"]);
    relay.reachable = true;
    const before = tries();
    made.networkUp();
    expect(tries()).toBe(before + 1);
    expect(made.state.state).toBe("connecting");
    await until(() => made.state.state === "online");
    made.stop();
  });

  test("said to be gone from the start: offline, yet it is tried; a wrong hint keeps nobody away", async () => {
    const relay = new SmsRelay();
    const { stream: made, states } = await stream(relay);
    made.networkDown();
    made.start(credentials);
    expect(made.state).toEqual({ state: "offline" });
    await until(() => made.state.state === "online");
    expect(states).toEqual(["updating", "online"]);
    made.stop();
  });

  test("an event of the browser's reaches the device", async () => {
    if (typeof globalThis.dispatchEvent !== "function" || typeof navigator === "undefined") return;
    const relay = new SmsRelay();
    const { client } = await smsDevice(relay);
    await online(client);
    relay.reachable = false;
    globalThis.dispatchEvent(new Event("offline"));
    expect(await client.connection()).toEqual({ state: "offline" });
    relay.reachable = true;
    globalThis.dispatchEvent(new Event("online"));
    expect((await client.connection()).state).toBe("connecting");
    await until(async () => (await client.connection()).state === "online");
    await client.close();
  });
});
