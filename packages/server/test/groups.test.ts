import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  addMembers,
  createDeviceIdentity,
  createKeyPackage,
  decrypt,
  encrypt,
  exportRoster,
  generateAccountKey,
  joinExternal,
  joinFromWelcome,
  type PendingCommit,
  removeMembers,
  revokeDevice,
} from "@culver/crypto";
import {
  appendDeviceListEntry,
  child,
  children,
  commitGroupRequest,
  conversationRequest,
  directConversation,
  type Element,
  generateGroupConversationId,
  groupIdText,
  groupInfoRequest,
  NS_DEVICES,
  parseCurrentGroup,
  parseLiveGroup,
  parseMlsMessage,
  parsePublishedGroupInfo,
  parseStanzaError,
  publishKeyPackages,
  StanzaError,
} from "@culver/protocol";
import { forEachEngine } from "@culver/testing/engines";
import type { RawDevice } from "./raw-device.ts";
import {
  bytesOfText,
  chatMessage,
  claim,
  type Person,
  prepareChat,
  Relay,
  startChat,
  textsOf,
  trusting,
} from "./relay.ts";

async function refusal(promise: Promise<unknown>): Promise<StanzaError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof StanzaError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

const payloadOf = (m: Element | undefined): Element => {
  const [first] = m === undefined ? [] : children(m);
  if (first === undefined) throw new Error("no payload");
  return first;
};

function commitPayload(pending: PendingCommit): Element {
  const { commit, welcome, groupInfo } = pending;
  return commitGroupRequest({
    group: groupIdText(pending.groupId),
    epoch: Number(pending.epoch),
    commit,
    welcome,
    groupInfo,
  });
}

forEachEngine("groups", (open) => {
  let relay: Relay;
  beforeAll(async () => {
    relay = await Relay.start(await open());
  });
  afterAll(() => relay[Symbol.asyncDispose]());

  test("a two-person chat with real MLS, end to end", async () => {
    const anna = await relay.person();
    const ben = await relay.person();
    const own = await createKeyPackage(ben.identity);
    const b = await relay.connect(ben);
    const a = await relay.connect(anna);
    // Ben's published packages were made elsewhere: one whose private half is here goes first.
    await relay.database.execute("DELETE FROM key_packages WHERE account = ?", [ben.account]);
    await b.request("set", publishKeyPackages([{ keyPackage: own.keyPackage, lastResort: false }]));
    const chat = await startChat(a, anna, [ben.account]);
    await b.arrived(1);
    const welcome = parseMlsMessage(payloadOf(b.messages[0]));
    expect(welcome).toMatchObject({ kind: "welcome", group: chat.group, epoch: 1 });
    expect(b.messages[0]?.attrs.id?.endsWith(".w")).toBe(true);
    const joined = await joinFromWelcome(ben.identity, welcome.bytes, [own], trusting);
    const sent = await encrypt(chat.state, bytesOfText("hello"));
    a.send(chatMessage(chat, sent.message));
    await b.arrived(2);
    const opened = await decrypt(joined.state, parseMlsMessage(payloadOf(b.messages[1])).bytes);
    expect(new TextDecoder().decode(opened.payload)).toBe("hello");
    const live = await b.request("get", conversationRequest(chat.conversation));
    expect(parseLiveGroup(payloadOf(live))).toEqual({
      conversation: chat.conversation,
      group: chat.group,
      epoch: 1,
    });
    a.close();
    b.close();
  });

  test("two who start at once: one wins, the loser learns the winner's group", async () => {
    const anna = await relay.person();
    const ben = await relay.person();
    const a = await relay.connect(anna);
    const b = await relay.connect(ben);
    const conversation = directConversation(anna.account, ben.account);
    const fromA = await prepareChat(a, anna, conversation, [ben.account]);
    const fromB = await prepareChat(b, ben, conversation, [anna.account]);
    const results = await Promise.allSettled([
      a.request("set", fromA.payload),
      b.request("set", fromB.payload),
    ]);
    const won = results.findIndex((r) => r.status === "fulfilled");
    const lost = results[1 - won];
    expect(lost?.status).toBe("rejected");
    const error = lost?.status === "rejected" ? (lost.reason as StanzaError) : undefined;
    expect(error?.condition).toBe("conflict");
    const winner = won === 0 ? fromA : fromB;
    expect(error?.app && parseCurrentGroup(error.app)).toEqual({
      conversation,
      group: winner.group,
      epoch: 1,
    });
    const loser = won === 0 ? b : a;
    const other = won === 0 ? fromB : fromA;
    loser.send(chatMessage({ conversation, group: other.group, epoch: 1 }));
    await loser.until(() => loser.errors.length === 1, "conflict");
    expect(parseStanzaError(loser.errors[0] as Element).condition).toBe("conflict");
    loser.send(chatMessage({ conversation, group: winner.group, epoch: 1 }));
    await loser.settled();
    expect(loser.errors.length).toBe(1);
    a.close();
    b.close();
  });

  test("in a group of four: commits, who is removed, and who is behind", async () => {
    const people = [await relay.person(), await relay.person(), await relay.person(), await relay.person()];
    const [anna, ben, cleo, dora] = people as [Person, Person, Person, Person];
    const tablet = await relay.further(ben);
    const raws = await Promise.all([...people, tablet].map((p) => relay.connect(p)));
    const [a, b, c, d, t] = raws as [RawDevice, RawDevice, RawDevice, RawDevice, RawDevice];
    const conversation = generateGroupConversationId();
    const chat = await startChat(a, anna, [ben.account, cleo.account], conversation);
    await Promise.all([b.arrived(1), c.arrived(1)]);
    d.send(chatMessage(chat, bytesOfText("intruder")));
    await d.until(() => d.errors.length === 1, "forbidden");
    expect(parseStanzaError(d.errors[0] as Element).condition).toBe("forbidden");

    expect((await refusal(d.request("get", conversationRequest(conversation)))).condition).toBe(
      "item-not-found",
    );

    // Epoch 1 to 2: Dora comes in.
    const adding = await addMembers(chat.state, await claim(a, [dora.account]), trusting);
    await a.request("set", commitPayload(adding));
    await Promise.all([b.arrived(2), c.arrived(2), d.arrived(1)]);
    expect(parseMlsMessage(payloadOf(b.messages[1]))).toMatchObject({ kind: "commit", epoch: 1 });
    expect(parseMlsMessage(payloadOf(d.messages[0]))).toMatchObject({ kind: "welcome", epoch: 2 });
    expect((await refusal(a.request("set", commitPayload(adding)))).condition).toBe("conflict");

    // Epoch 2 to 3: Ben's phone is removed, once his list names it no more, and is told.
    const leaf =
      exportRoster(adding.next).find((m) => m.account === ben.account && m.device === String(ben.device))
        ?.leaf ?? -1;
    const removing = await removeMembers(adding.next, [leaf]);
    expect((await refusal(a.request("set", commitPayload(removing)))).condition).toBe("forbidden");
    const revoked = await revokeDevice(tablet.list, ben.key, await generateAccountKey(), String(ben.device));
    await t.request("set", appendDeviceListEntry(revoked.bytes));
    await a.request("set", commitPayload(removing));
    await Promise.all([b.arrived(3), c.arrived(3), d.arrived(2)]);
    const at = (epoch: number) => ({ ...chat, epoch });
    // The epoch before still goes, to those who are left.
    c.send(chatMessage(at(2), bytesOfText("one behind")));
    c.send(chatMessage(at(3), bytesOfText("current")));
    await c.settled();
    await Promise.all([a.arrived(2), d.arrived(4)]);
    expect(textsOf(a.messages)).toEqual(["one behind", "current"]);
    await Bun.sleep(30);
    expect(textsOf(b.messages)).toEqual([]);
    b.send(chatMessage(at(2), bytesOfText("removed")));
    c.send(chatMessage(at(1), bytesOfText("two behind")));
    await Promise.all([
      b.until(() => b.errors.length === 1, "forbidden"),
      c.until(() => c.errors.length === 1, "conflict"),
    ]);
    expect(parseStanzaError(b.errors[0] as Element).condition).toBe("forbidden");
    const stale = parseStanzaError(c.errors[0] as Element);
    expect(stale.condition).toBe("conflict");
    expect(stale.app && parseCurrentGroup(stale.app).epoch).toBe(3);

    // GroupInfo: for members and nobody else.
    const info = await d.request("get", groupInfoRequest(chat.group));
    expect(parsePublishedGroupInfo(payloadOf(info)).epoch).toBe(3);
    expect((await refusal(b.request("get", groupInfoRequest(chat.group)))).condition).toBe("forbidden");

    // External commits: a member's own device comes back, and nobody sends another's.
    const published = parsePublishedGroupInfo(payloadOf(info)).groupInfo;
    const back = await joinExternal(dora.identity, published, trusting);
    expect((await refusal(a.request("set", commitPayload(back)))).condition).toBe("forbidden");
    await d.request("set", commitPayload(back));
    await a.arrived(3);
    d.send(chatMessage(at(4), bytesOfText("back")));
    await a.arrived(4);
    for (const raw of raws) raw.close();
  }, 30_000);

  test("handshakes that break a rule change nothing", async () => {
    const people = [await relay.person(), await relay.person(), await relay.person()];
    const [anna, ben, cleo] = people as [Person, Person, Person];
    const raws = await Promise.all(people.map((p) => relay.connect(p)));
    const [a, b, c] = raws as [RawDevice, RawDevice, RawDevice];
    const conversation = directConversation(anna.account, ben.account);
    const strangers = await prepareChat(a, anna, conversation, [ben.account, cleo.account]);
    expect((await refusal(a.request("set", strangers.payload))).condition).toBe("not-acceptable");
    const others = await prepareChat(c, cleo, conversation, [ben.account]);
    expect((await refusal(c.request("set", others.payload))).condition).toBe("forbidden");
    const good = await prepareChat(a, anna, conversation, [ben.account]);
    // Somebody else's commit under one's own name.
    expect((await refusal(b.request("set", good.payload))).condition).toBe("forbidden");
    expect((await refusal(a.request("get", conversationRequest(conversation)))).condition).toBe(
      "item-not-found",
    );
    // A device that is on no list.
    const unlisted = await createKeyPackage(await createDeviceIdentity(ben.account, "77", ben.key));
    await a.request("set", good.payload);
    const chat = { conversation, group: good.group, epoch: 1 };
    const adding = await addMembers(good.pending.next, [unlisted.keyPackage], trusting);
    expect((await refusal(a.request("set", commitPayload(adding)))).condition).toBe("not-acceptable");
    const cleos = await addMembers(good.pending.next, await claim(a, [cleo.account]), trusting);
    expect((await refusal(a.request("set", commitPayload(cleos)))).condition).toBe("not-acceptable");
    // Each other's devices stay.
    const bens = exportRoster(good.pending.next).find((m) => m.account === ben.account)?.leaf ?? -1;
    const removing = await removeMembers(good.pending.next, [bens]);
    expect((await refusal(a.request("set", commitPayload(removing)))).condition).toBe("forbidden");
    // A stranger stays outside, with a GroupInfo of this group and epoch that has them in it.
    const withCleo = await addMembers(
      good.first,
      await claim(a, [anna.account, ben.account, cleo.account]),
      trusting,
    );
    const further = await relay.further(cleo);
    const f = await relay.connect(further);
    const stranger = commitPayload(await joinExternal(further.identity, withCleo.groupInfo, trusting));
    expect(await refusal(f.request("set", stranger))).toMatchObject({
      condition: "forbidden",
      text: "the account is no member under this key",
    });
    expect((await refusal(a.request("set", stranger))).condition).toBe("forbidden");
    const returning = commitPayload(await joinExternal(cleo.identity, withCleo.groupInfo, trusting));
    const c2 = await relay.connect(cleo);
    expect((await refusal(c2.request("set", returning))).condition).toBe("forbidden");
    c2.close();
    f.close();
    a.send(chatMessage(chat, bytesOfText("still epoch 1")));
    await a.settled();
    expect(a.errors).toEqual([]);
    for (const raw of raws) raw.close();
  }, 30_000);

  test("a number registered anew: empty mailbox, no groups, notices to its peers", async () => {
    const anna = await relay.person();
    const ben = await relay.person();
    const cleo = await relay.person();
    const a = await relay.connect(anna);
    const b = await relay.connect(ben);
    const chat = await startChat(a, anna, [ben.account]);
    const room = await startChat(a, anna, [ben.account, cleo.account], generateGroupConversationId());
    await b.arrived(2);
    b.ack();
    b.drop();
    for (let i = 0; i < 3; i++) a.send(chatMessage(chat, bytesOfText("for the old device")));
    await a.settled();
    const before = a.messages.length;
    const b1 = await relay.connect(ben);
    const again = await relay.register(ben.number);
    await b1.ended();
    expect(b1.streamError?.condition).toBe("not-authorized");
    expect(b1.streamError?.app).toMatchObject({ name: "removed", attrs: { reason: "replaced" } });
    await a.arrived(before + 1);
    // Once when it happens, and once when there is a list to fetch: whenever that is.
    const notices = () => a.messages.slice(before).map((m) => child(m, "changed", NS_DEVICES)?.attrs.account);
    expect(notices()).toEqual([ben.account]);
    expect(a.messages[before]?.attrs.from).toBe("example.org");
    const anew = await relay.introduce(again);
    expect(anew.account).toBe(ben.account);
    expect(anew.device).not.toBe(ben.device);
    await a.arrived(before + 2);
    expect(notices()).toEqual([ben.account, ben.account]);
    expect(await relay.database.query("SELECT account FROM owed_notices")).toEqual([]);

    const b2 = await relay.connect(anew);
    await b2.until(() => b2.drainedCount === 1, "drained");
    expect(b2.messages).toEqual([]);
    const stale = relay.device(ben);
    await stale.open();
    stale.greet();
    await stale.ended();
    expect(String(stale.saslFailure)).toContain("not-authorized");

    a.send(chatMessage(chat, bytesOfText("gone")));
    await a.until(() => a.errors.length === 1, "gone");
    const gone = parseStanzaError(a.errors[0] as Element);
    expect(gone.condition).toBe("gone");
    expect(gone.app && parseCurrentGroup(gone.app).group).toBeUndefined();
    expect((await refusal(a.request("get", conversationRequest(chat.conversation)))).condition).toBe(
      "item-not-found",
    );
    for (const group of [chat.group, room.group]) {
      const condition = (await refusal(b2.request("get", groupInfoRequest(group)))).condition;
      expect(["item-not-found", "forbidden"]).toContain(condition);
    }
    // The room goes on without them.
    a.send(chatMessage(room, bytesOfText("to the room")));
    await a.settled();
    expect(a.errors.length).toBe(1);
    b2.send(chatMessage(room, bytesOfText("me too")));
    await b2.until(() => b2.errors.length === 1, "forbidden");
    expect(parseStanzaError(b2.errors[0] as Element).condition).toBe("forbidden");
    const info = parsePublishedGroupInfo(payloadOf(await a.request("get", groupInfoRequest(room.group))));
    const intruding = await joinExternal(anew.identity, info.groupInfo, trusting);
    expect((await refusal(b2.request("set", commitPayload(intruding)))).condition).toBe("forbidden");
    const leaf = exportRoster(room.state).find((m) => m.account === ben.account)?.leaf ?? -1;
    await a.request("set", commitPayload(await removeMembers(room.state, [leaf])));

    // And a new group starts where the old one was.
    await startChat(a, anna, [ben.account]);
    await b2.arrived(1);
    expect(payloadOf(b2.messages[0]).name).toBe("welcome");
    expect(textsOf(b2.messages)).toEqual([]);
    for (const raw of [a, b2]) raw.close();
  }, 30_000);

  test("a further device gets messages and one's own, and is cut off when it is deleted", async () => {
    const anna = await relay.person();
    const ben = await relay.person();
    const tablet = await relay.further(anna);
    const a = await relay.connect(anna);
    const t = await relay.connect(tablet);
    const b = await relay.connect(ben);
    const chat = await startChat(a, anna, [ben.account]);
    await t.arrived(1);
    expect(payloadOf(t.messages[0]).name).toBe("welcome");
    a.send(chatMessage(chat, bytesOfText("mine too")));
    await Promise.all([t.arrived(2), b.arrived(2)]);
    expect(textsOf(t.messages)).toEqual(["mine too"]);
    const response = await fetch(`http://127.0.0.1:${relay.server.port}/v1/devices/${tablet.device}`, {
      method: "DELETE",
      headers: { Authorization: `Bearer ${anna.account}/${anna.device}:${anna.token}` },
    });
    expect(response.status).toBe(204);
    await t.ended();
    expect(t.streamError?.condition).toBe("not-authorized");
    expect(t.streamError?.app).toMatchObject({ name: "removed", attrs: { reason: "removed" } });
    a.send(chatMessage(chat, bytesOfText("without it")));
    await b.arrived(3);
    const rows = await relay.database.query("SELECT seq FROM deliveries WHERE account = ? AND device = ?", [
      tablet.account,
      tablet.device,
    ]);
    expect(rows).toEqual([]);
    for (const raw of [a, b]) raw.close();
  }, 30_000);

  test("an account without devices, or no more there, is gone for its peers, who are told when it is back", async () => {
    for (const end of ["devices", "account"] as const) {
      const anna = await relay.person();
      const ben = await relay.person();
      const a = await relay.connect(anna);
      const b = await relay.connect(ben);
      const chat = await startChat(a, anna, [ben.account]);
      await b.arrived(1);
      const path = end === "devices" ? `devices/${ben.device}` : "account";
      const response = await fetch(`http://127.0.0.1:${relay.server.port}/v1/${path}`, {
        method: "DELETE",
        headers: { Authorization: `Bearer ${ben.account}/${ben.device}:${ben.token}` },
      });
      expect(response.status).toBe(204);
      await b.ended();
      expect(b.streamError?.app).toMatchObject({ name: "removed", attrs: { reason: "removed" } });
      await a.arrived(1);
      expect(child(a.messages[0] as Element, "changed", NS_DEVICES)?.attrs.account).toBe(ben.account);
      a.send(chatMessage(chat, bytesOfText("nobody there")));
      await a.until(() => a.errors.length === 1, "gone");
      expect(parseStanzaError(a.errors[0] as Element).condition).toBe("gone");
      const anew = await relay.person(ben.number);
      expect(anew.account === ben.account).toBe(end === "devices");
      if (end === "devices") {
        await a.arrived(2);
        const told = child(a.messages[1] as Element, "changed", NS_DEVICES);
        expect(told?.attrs.account).toBe(ben.account);
      }
      const owed = await relay.database.query("SELECT account FROM owed_notices WHERE account = ?", [
        ben.account,
      ]);
      expect(owed).toEqual([]);
      a.close();
    }
  }, 30_000);
});
