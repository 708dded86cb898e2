import { describe, expect, test } from "bun:test";
import {
  createCommit,
  createGroup as createMlsGroup,
  decodeMlsMessage,
  generateKeyPackageWithKey,
} from "ts-mls";
import { addDevice, listedDevice } from "../src/device-list/edit.ts";
import {
  type Authorise,
  addMembers,
  exportRoster,
  generateAccountKey,
  joinFromWelcome,
  listAuthorises,
  processCommit,
  renewCredential,
  revokeDevice,
  startDeviceList,
  UnauthorisedDeviceError,
  update,
} from "../src/index.ts";
import { encodeMessage } from "../src/mls/message.ts";
import { unwrap } from "../src/mls/state.ts";
import { SUITE_NAME, suite } from "../src/mls/suite.ts";
import { claiming, commitWithCredential, credulous } from "./support/intruder.ts";
import { accept, everyone, groupOf, Person, refusal } from "./support/people.ts";

const notMallory: Authorise = async (account) => account !== "mallory";

async function three(): Promise<[Person, Person, Person]> {
  const people: [Person, Person, Person] = [
    await Person.named("alice"),
    await Person.named("bob"),
    await Person.named("mallory"),
  ];
  await groupOf(...people);
  return people;
}

describe("rule 4: members are on a signed device list, and stay who they are", () => {
  test("a commit that adds an unlisted device is refused", async () => {
    const [alice, bob, mallory] = [
      await Person.named("alice"),
      await Person.named("bob"),
      await Person.named("mallory"),
    ];
    await groupOf(alice, bob);
    const { keyPackage } = await mallory.keyPackage();
    const refused = await refusal(addMembers(alice.state, [keyPackage], notMallory));
    expect(refused).toBeInstanceOf(UnauthorisedDeviceError);
    const pending = await addMembers(alice.state, [keyPackage], everyone);
    const error = await refusal(processCommit(bob.state, pending.commit, notMallory));
    expect(error.name).toBe("UnauthorisedDeviceError");
    expect((error as UnauthorisedDeviceError).account).toBe("mallory");
  });

  test("a Welcome into a group with an unlisted device is refused", async () => {
    const [alice, bob] = [await Person.named("mallory"), await Person.named("bob")];
    await groupOf(alice);
    const keyPackage = await bob.keyPackage();
    const { welcome } = await addMembers(alice.state, [keyPackage.keyPackage], everyone);
    if (welcome === undefined) throw new Error("no Welcome");
    const error = await refusal(joinFromWelcome(bob.identity, welcome, [keyPackage], notMallory));
    expect(error.name).toBe("UnauthorisedDeviceError");
  });

  test("a member who turns into another account is refused", async () => {
    const [alice, , mallory] = await three();
    const commit = await commitWithCredential(unwrap(mallory.state), claiming(mallory, "bob", "tablet"));
    expect((await refusal(processCommit(alice.state, commit, everyone))).name).toBe("MembershipError");
  });

  test("a member who turns into another device of its account is refused", async () => {
    const [alice, , mallory] = await three();
    const commit = await commitWithCredential(unwrap(mallory.state), claiming(mallory, "mallory", "tablet"));
    expect((await refusal(processCommit(alice.state, commit, everyone))).name).toBe("MembershipError");
  });

  test("a credential its account key has not signed is refused", async () => {
    const [alice, bob, mallory] = await three();
    const forged = claiming(mallory, "mallory");
    if (forged.credentialType !== "basic") throw new Error("basic");
    const identity = forged.identity.slice();
    identity.set(bob.accountKey.publicKey, identity.length - 96);
    const commit = await commitWithCredential(unwrap(mallory.state), { credentialType: "basic", identity });
    expect((await refusal(processCommit(alice.state, commit, everyone))).name).toBe("CredentialError");
  });

  test("a tree with a credential its account key has not signed is refused, where ts-mls accepts everyone", async () => {
    const [bob, mallory] = [await Person.named("bob"), await Person.named("mallory")];
    const cs = await suite();
    const now = BigInt(Math.floor(Date.now() / 1000));
    const forged = claiming(mallory, "alice");
    if (forged.credentialType !== "basic") throw new Error("basic");
    const identity = forged.identity.slice();
    identity.set((await Person.named("alice")).accountKey.publicKey, identity.length - 96);
    const own = await generateKeyPackageWithKey(
      { credentialType: "basic", identity },
      {
        versions: ["mls10"],
        ciphersuites: [SUITE_NAME],
        extensions: [],
        proposals: [],
        credentials: ["basic"],
      },
      { notBefore: now - 60n, notAfter: now + 86_400n },
      [],
      {
        signKey: mallory.identity.signature.privateKey,
        publicKey: mallory.identity.signature.publicKey,
      },
      cs,
    );
    const state = await createMlsGroup(
      crypto.getRandomValues(new Uint8Array(16)),
      own.publicPackage,
      own.privatePackage,
      [],
      cs,
      credulous,
    );
    const keyPackage = await bob.keyPackage();
    const decoded = decodeMlsMessage(keyPackage.keyPackage, 0)?.[0];
    if (decoded?.wireformat !== "mls_key_package") throw new Error("key package");
    const { welcome } = await createCommit(
      { state, cipherSuite: cs },
      {
        extraProposals: [{ proposalType: "add", add: { keyPackage: decoded.keyPackage } }],
        ratchetTreeExtension: true,
      },
    );
    if (welcome === undefined) throw new Error("no Welcome");
    const bytes = encodeMessage({ version: "mls10", wireformat: "mls_welcome", welcome });
    const error = await refusal(joinFromWelcome(bob.identity, bytes, [keyPackage], everyone));
    expect(error.name).toBe("UndecryptableError");
  });

  test("a rotated account key is accepted when the device list says so, and only then", async () => {
    const [alice, bob, mallory] = await three();
    const next = await generateAccountKey();
    const renewed = await renewCredential(bob.identity, next);
    const start = await startDeviceList(bob.identity, bob.accountKey, 1000);
    const lost = await Person.named("bob", "lost", bob.accountKey);
    const list = await revokeDevice(
      await addDevice(start, bob.accountKey, listedDevice(lost.identity, 2000)),
      bob.accountKey,
      next,
      "lost",
    );
    const byList: Authorise = async (account, device, signatureKey, accountKey) =>
      listAuthorises(list, { account, device, signatureKey, accountKey });
    const byOldList: Authorise = async (account, device, signatureKey, accountKey) =>
      listAuthorises(start, { account, device, signatureKey, accountKey });

    const pending = await update(bob.state, renewed);
    expect((await refusal(processCommit(alice.state, pending.commit, byOldList))).name).toBe(
      "UnauthorisedDeviceError",
    );
    const processed = await processCommit(alice.state, pending.commit, byList);
    expect(processed.renewed.map(({ leaf, account }) => [leaf, account])).toEqual([[1, "bob"]]);
    await accept(bob, pending, [alice, mallory]);
    expect(exportRoster(alice.state)[1]?.accountKey).toEqual(next.publicKey);
    expect(await alice.hear(await bob.say("still me"))).toBe("bob/phone: still me");
  });

  test("a device is a member once", async () => {
    const [alice] = await three();
    const twin = await Person.named("bob");
    const { keyPackage } = await twin.keyPackage();
    expect((await refusal(addMembers(alice.state, [keyPackage], everyone))).name).toBe("MembershipError");
  });
});
