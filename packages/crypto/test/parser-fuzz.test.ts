import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  decodeRoster,
  encodeRoster,
  parseCommit,
  parseGroupInfo,
  parseKeyPackage,
  parsePrivateMessageHeader,
  parseWelcome,
  rosterOf,
} from "../src/handshake/index.ts";
import {
  addMembers,
  CryptoError,
  compareSafetyQr,
  decodeDeviceIdentity,
  decodeDeviceList,
  decodeGroupState,
  decrypt,
  encodeDeviceIdentity,
  encodeGroupState,
  exportAccountKey,
  exportRoster,
  importAccountKey,
  joinExternal,
  joinFromWelcome,
  processCommit,
  safetyQrPayload,
  startDeviceList,
  update,
  verifyCredential,
} from "../src/index.ts";
import { everyone, groupOf, Person } from "./support/people.ts";

const [alice, bob, carol] = [
  await Person.named("alice"),
  await Person.named("bob"),
  await Person.named("carol"),
];
await groupOf(alice, bob);
const newcomer = await carol.keyPackage();
const adding = await addMembers(alice.state, [newcomer.keyPackage], everyone);
const updating = await update(alice.state);
const said = await alice.say("hello");
const blobs = encodeGroupState(bob.state);
const party = { account: "alice", accountKey: alice.accountKey.publicKey };
const list = await startDeviceList(alice.identity, alice.accountKey, 1);

/** Everything that takes bytes from outside, with bytes it accepts. */
const parsers: readonly [name: string, parse: (bytes: Uint8Array) => unknown, valid: Uint8Array][] = [
  ["parseCommit", parseCommit, adding.commit],
  ["parseCommit of an update", parseCommit, updating.commit],
  ["parseKeyPackage", (bytes) => parseKeyPackage(bytes), newcomer.keyPackage],
  ["parseGroupInfo", parseGroupInfo, adding.groupInfo],
  ["parseWelcome", parseWelcome, adding.welcome ?? new Uint8Array()],
  ["parsePrivateMessageHeader", parsePrivateMessageHeader, said],
  ["decodeRoster", decodeRoster, encodeRoster(rosterOf(exportRoster(alice.state)))],
  ["processCommit", (bytes) => processCommit(bob.state, bytes, everyone), updating.commit],
  ["decrypt", (bytes) => decrypt(bob.state, bytes), said],
  [
    "joinFromWelcome",
    (bytes) => joinFromWelcome(carol.identity, bytes, [newcomer], everyone),
    adding.welcome ?? new Uint8Array(),
  ],
  ["joinExternal", (bytes) => joinExternal(bob.identity, bytes, everyone), adding.groupInfo],
  [
    "decodeGroupState epoch",
    (epochBlob) => decodeGroupState({ ...blobs, epochBlob }, bob.identity),
    blobs.epochBlob,
  ],
  [
    "decodeGroupState message",
    (messageBlob) => decodeGroupState({ ...blobs, messageBlob }, bob.identity),
    blobs.messageBlob,
  ],
  ["verifyCredential", verifyCredential, alice.identity.credential],
  ["decodeDeviceList", decodeDeviceList, list.bytes],
  ["decodeDeviceIdentity", decodeDeviceIdentity, encodeDeviceIdentity(alice.identity)],
  ["importAccountKey", importAccountKey, exportAccountKey(alice.accountKey)],
  ["compareSafetyQr", (bytes) => compareSafetyQr(bytes, party, party), await safetyQrPayload(party, party)],
];

/** Valid bytes with a few of them changed, cut off, doubled or put in. */
function damaged(valid: Uint8Array): fc.Arbitrary<Uint8Array> {
  const at = fc.nat(Math.max(0, valid.length - 1));
  const edit = fc.record({ at, byte: fc.nat(255), kind: fc.constantFrom("set", "cut", "insert", "repeat") });
  return fc.array(edit, { minLength: 1, maxLength: 4 }).map((edits) => {
    const bytes = [...valid];
    for (const { at, byte, kind } of edits) {
      if (kind === "set") bytes[at % Math.max(1, bytes.length)] = byte;
      else if (kind === "cut") bytes.length = at % (bytes.length + 1);
      else if (kind === "insert") bytes.splice(at % (bytes.length + 1), 0, byte);
      else bytes.splice(at, 0, ...bytes.slice(at, at + (byte % 64)));
    }
    return Uint8Array.from(bytes);
  });
}

async function namedOrNothing(parse: (bytes: Uint8Array) => unknown, bytes: Uint8Array): Promise<void> {
  try {
    await parse(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(CryptoError);
  }
}

describe("no bytes crash or hang a parser", () => {
  for (const [name, parse, valid] of parsers)
    test(name, async () => {
      await parse(valid);
      const numRuns = name === "compareSafetyQr" ? 10 : 200;
      const inputs = fc.oneof(
        { weight: 4, arbitrary: damaged(valid) },
        { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
      );
      await fc.assert(
        fc.asyncProperty(inputs, (bytes) => namedOrNothing(parse, bytes)),
        { numRuns, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true },
      );
    }, 30_000);
});
