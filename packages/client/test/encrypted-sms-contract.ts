import { expect, test } from "bun:test";
import {
  addMembers,
  adopt,
  createDeviceIdentity,
  createGroup,
  createKeyPackage,
  encrypt,
  type GroupState,
  generateAccountKey,
  joinFromWelcome,
  update,
} from "@culver/crypto";
import {
  type AccountId,
  BinaryCodec,
  conversationAddress,
  delay,
  directConversation,
  type Element,
  ENCRYPTED_SMS_PORT,
  message,
  mlsMessage,
  toBase64Url,
} from "@culver/protocol";
import { segmentData } from "@culver/sms/text";
import { DeviceKeys } from "../src/core/device-keys.ts";
import { GroupStates } from "../src/groups/group-states.ts";
import type { Store } from "../src/index.ts";
import { encodePayload } from "../src/payload/encode-payload.ts";
import type { PayloadContent, PayloadHead } from "../src/payload/payload.ts";
import { Database } from "../src/store/database.ts";
import { online, openClient, SELF, SmsRelay, smsDevice, until } from "./sms-relay.ts";

const FRIEND = "bbbbbbbbbbbbbbbb" as AccountId;
export const CHAT = directConversation(SELF as AccountId, FRIEND);
const DOMAIN = "example.org";
const ANYWHERE = { from: "+447700900002" };

export type Sms = { readonly from: string; readonly userData: Uint8Array };

/** Somebody who shares an encrypted chat with the device under test. */
class Friend {
  state: GroupState;
  #sent = 0;

  constructor(state: GroupState) {
    this.state = state;
  }

  /** The stanza as the server delivers it. */
  async stanza(content: PayloadContent, head: Partial<PayloadHead> = {}): Promise<Element> {
    const id = head.id ?? `message-${++this.#sent}`;
    const payload = encodePayload({ sentAt: Date.now(), ...content, ...head, id });
    const epoch = Number(this.state.epoch);
    const sealed = await encrypt(this.state, payload, { padding: "none" });
    this.state = sealed.state;
    const group = toBase64Url(this.state.groupId);
    return message({
      type: "chat",
      id,
      from: `${FRIEND}@${DOMAIN}/1`,
      to: conversationAddress(CHAT, DOMAIN),
      payload: [
        mlsMessage({ kind: "payload", group, epoch, bytes: sealed.message }),
        delay(Date.now() - 1_000),
      ],
    });
  }

  text(text: string, head: Partial<PayloadHead> = {}): Promise<Element> {
    return this.stanza({ kind: "text", text }, head);
  }

  /** An epoch that the device under test has not heard of. */
  async moveOn(): Promise<void> {
    this.state = adopt(this.state, await update(this.state));
  }
}

/** What the gateway makes of a stanza: version octet and frame, as data SMS. */
export function asSms(stanza: Element, reference = 1, version = 1): Sms[] {
  const frame = new BinaryCodec({ domain: DOMAIN }).encode(stanza);
  return dataSms(Uint8Array.of(version, ...frame), reference);
}

export function dataSms(octets: Uint8Array, reference = 1, port = ENCRYPTED_SMS_PORT): Sms[] {
  const ports = { destination: port, source: port };
  return segmentData(octets, reference, { ports }).map((part) => ({ ...ANYWHERE, userData: part.octets }));
}

/** A device and a friend in one group. */
export async function befriended(store: Store) {
  const relay = new SmsRelay();
  const device = await smsDevice(relay, store);
  const key = await generateAccountKey();
  const identity = await createDeviceIdentity(FRIEND, "1", key);
  const keyPackage = await createKeyPackage(device.identity);
  const everyone = async () => true;
  const alone = await createGroup(identity);
  const pending = await addMembers(alone, [keyPackage.keyPackage], everyone);
  const welcome = pending.welcome ?? new Uint8Array();
  const { state } = await joinFromWelcome(device.identity, welcome, [keyPackage], everyone);
  const db = new Database(store);
  const keys = new DeviceKeys(db);
  await keys.load();
  await db.transact((tx) => new GroupStates(keys).enter(tx, CHAT, state, Date.now()));
  return { relay, ...device, friend: new Friend(adopt(alone, pending)) };
}

export interface StoreOpener {
  /** The same store each time, as a restart finds it. */
  open(): Promise<Store>;
}

export function encryptedSmsContract(opener: () => StoreOpener): void {
  test("parts that come mixed, twice, and around a restart make the message, without a network", async () => {
    const disk = opener();
    const { client, friend, relay } = await befriended(await disk.open());
    const long = "Long enough for several parts. ".repeat(20);
    const parts = asSms(await friend.text(long));
    expect(parts.length).toBeGreaterThan(4);
    const [first, ...rest] = parts.toReversed();
    for (const part of [first, first, rest[0]])
      if (part !== undefined) expect(await client.takeInSms(part)).toBe(false);
    await client.close();
    const again = await openClient(relay, await disk.open());
    for (const part of rest.slice(0, -1)) expect(await again.takeInSms(part)).toBe(false);
    const last = rest.at(-1);
    if (last !== undefined) expect(await again.takeInSms(last)).toBe(true);
    const [, message] = await again.messages(CHAT);
    expect(message).toMatchObject({ author: FRIEND, status: "received", body: { kind: "text", text: long } });
    expect(await again.conversation(CHAT)).toMatchObject({ unread: 1, kind: "direct" });
    expect(relay.asked).toEqual([]);
    expect(await again.faults()).toEqual({});
    await again.close();
  });

  test("by SMS and by the stream: shown once, whichever is first", async () => {
    const { client, friend, relay } = await befriended(await opener().open());
    const early = await friend.text("by SMS first");
    const late = await friend.text("by the stream first");
    const both = [...asSms(early, 1)];
    for (const [n, part] of both.entries()) expect(await client.takeInSms(part)).toBe(n === both.length - 1);
    await online(client);
    for (const stanza of [early, late]) relay.raw(stanza);
    await until(() => relay.acknowledged === relay.delivered);
    for (const [n, part] of asSms(late, 2).entries())
      expect(await client.takeInSms(part)).toBe(n === both.length - 1);
    const texts = (await client.messages(CHAT)).flatMap(({ body }) =>
      body.kind === "text" ? [body.text] : [],
    );
    expect(texts).toEqual(["by SMS first", "by the stream first"]);
    expect((await client.conversation(CHAT))?.unread).toBe(2);
    expect(await client.faults()).toEqual({});
    await client.close();
  });

  test("one that cannot be decrypted yet waits for the stream in silence", async () => {
    const { client, friend } = await befriended(await opener().open());
    await client.openConversation(FRIEND);
    await friend.moveOn();
    for (const part of asSms(await friend.text("in an epoch to come")))
      expect(await client.takeInSms(part)).toBe(false);
    expect(await client.messages(CHAT)).toEqual([]);
    expect(await client.faults()).toEqual({});
    await client.close();
  });
}
