import { describe, expect, test } from "bun:test";
import {
  addMembers,
  createDeviceIdentity,
  decodeDeviceIdentity,
  encodeDeviceIdentity,
  exportAccountKey,
  exportSecret,
  generateAccountKey,
  importAccountKey,
  joinFromWelcome,
  renewCredential,
  signWithAccountKey,
  verifyAccountSignature,
  verifyCredential,
} from "../src/index.ts";
import { everyone, groupOf, Person, refusal } from "./support/people.ts";

const content = new TextEncoder().encode("content");

describe("account keys", () => {
  test("sign for one use only", async () => {
    const key = await generateAccountKey();
    const signature = await signWithAccountKey(key, "login", content);
    expect(await verifyAccountSignature(key.publicKey, "login", content, signature)).toBe(true);
    expect(await verifyAccountSignature(key.publicKey, "logi", content, signature)).toBe(false);
    expect(
      await verifyAccountSignature((await generateAccountKey()).publicKey, "login", content, signature),
    ).toBe(false);
    expect(await verifyAccountSignature(new Uint8Array(32), "login", content, signature)).toBe(false);
  });

  test("survive export", async () => {
    const key = await generateAccountKey();
    expect(await importAccountKey(exportAccountKey(key))).toEqual(key);
    expect((await refusal(importAccountKey(key.privateKey))).name).toBe("MalformedError");
  });
});

describe("device identities", () => {
  test("survive storage, and carry a credential that verifies", async () => {
    const key = await generateAccountKey();
    const identity = await createDeviceIdentity("alice", "phone", key);
    expect(await decodeDeviceIdentity(encodeDeviceIdentity(identity))).toEqual(identity);
    expect(await verifyCredential(identity.credential)).toEqual({
      account: "alice",
      device: "phone",
      signatureKey: identity.signature.publicKey,
      accountKey: key.publicKey,
    });
  });

  test("keep their keys when the account key changes", async () => {
    const [key, next] = [await generateAccountKey(), await generateAccountKey()];
    const identity = await createDeviceIdentity("alice", "phone", key);
    const renewed = await renewCredential(identity, next);
    expect(renewed.signature).toEqual(identity.signature);
    expect((await verifyCredential(renewed.credential)).accountKey).toEqual(next.publicKey);
  });

  test("ids are short and printable", async () => {
    const key = await generateAccountKey();
    for (const id of ["", "a".repeat(65), "a\nb", "\ud800"])
      expect((await refusal(createDeviceIdentity(id, "phone", key))).name).toBe("MalformedError");
  });

  test("a credential with any byte changed is refused", async () => {
    const { credential } = await createDeviceIdentity("alice", "phone", await generateAccountKey());
    for (let at = 0; at < credential.length; at += 3) {
      const bytes = credential.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect((await refusal(verifyCredential(bytes))).name).toBe("CredentialError");
    }
  });
});

describe("a first chat", () => {
  test("a Welcome for another's key package is refused", async () => {
    const [alice, bob, carol] = [
      await Person.named("alice"),
      await Person.named("bob"),
      await Person.named("carol"),
    ];
    await groupOf(alice);
    const pending = await addMembers(alice.state, [(await bob.keyPackage()).keyPackage], everyone);
    const welcome = pending.welcome ?? new Uint8Array();
    const own = await carol.keyPackage();
    expect((await refusal(joinFromWelcome(carol.identity, welcome, [own], everyone))).name).toBe(
      "NoKeyPackageError",
    );
    expect((await refusal(joinFromWelcome(bob.identity, welcome, [own], everyone))).name).toBe(
      "KeyPackageError",
    );
  });

  test("messages of another group are told apart, and both share an exporter", async () => {
    const [alice, bob, carol] = [
      await Person.named("alice"),
      await Person.named("bob"),
      await Person.named("carol"),
    ];
    await groupOf(alice, bob);
    const message = await alice.say("hello");
    const exported = await exportSecret(alice.state, "test", content, 32);
    expect(await exportSecret(bob.state, "test", content, 32)).toEqual(exported);
    await groupOf(carol, bob);
    expect((await refusal(bob.hear(message))).name).toBe("WrongGroupError");
    expect(await exportSecret(bob.state, "test", content, 32)).not.toEqual(exported);
  });
});
