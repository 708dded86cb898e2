import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import vectors from "../../../docs/protocol/vectors/sealed-boxes.json";
import {
  generateSealingKeyPair,
  openSealed,
  SEAL_OVERHEAD,
  SealError,
  type SealPurpose,
  sealTo,
} from "../src/index.ts";
import { openBase } from "../src/sealed/hpke.ts";

const text = (value: string) => new TextEncoder().encode(value);
const hex = (value: string) =>
  Uint8Array.from(value.match(/../gu) ?? [], (octet) => Number.parseInt(octet, 16));

describe("sealed boxes", () => {
  test("open for the key they were sealed to", async () => {
    const keys = generateSealingKeyPair();
    const sealed = await sealTo(keys.publicKey, "sms-outgoing", text("hello"), text("id-1"));
    expect(sealed.length).toBe(5 + SEAL_OVERHEAD);
    expect(await openSealed(keys, "sms-outgoing", sealed, text("id-1"))).toEqual(text("hello"));
  });

  test("hold any length, empty included, and never look alike", async () => {
    const keys = generateSealingKeyPair();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (plaintext) => {
        const [one, other] = await Promise.all([
          sealTo(keys.publicKey, "sms-copy", plaintext),
          sealTo(keys.publicKey, "sms-copy", plaintext),
        ]);
        expect(one).not.toEqual(other);
        expect(await openSealed(keys, "sms-copy", one)).toEqual(plaintext);
      }),
      { numRuns: 25 },
    );
  });

  test("open for no other key, purpose or associated data", async () => {
    const keys = generateSealingKeyPair();
    const sealed = await sealTo(keys.publicKey, "sms-question", text("hello"), text("a"));
    const refused = [
      () => openSealed(generateSealingKeyPair(), "sms-question", sealed, text("a")),
      () => openSealed(keys, "sms-quote", sealed, text("a")),
      () => openSealed(keys, "sms-question", sealed, text("b")),
      () => openSealed(keys, "sms-question", sealed),
    ];
    for (const open of refused) await expect(open()).rejects.toThrow(SealError);
  });

  test("do not open when any bit has flipped", async () => {
    const keys = generateSealingKeyPair();
    const sealed = await sealTo(keys.publicKey, "sms-incoming", text("hello"));
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length * 8 - 1), async (bit) => {
        const flipped = sealed.slice();
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        await expect(openSealed(keys, "sms-incoming", flipped)).rejects.toThrow(SealError);
      }),
      { numRuns: 100 },
    );
  });

  test("do not open truncated or with something behind", async () => {
    const keys = generateSealingKeyPair();
    const sealed = await sealTo(keys.publicKey, "sms-incoming", text("hello"));
    for (let length = 0; length < sealed.length; length++) {
      await expect(openSealed(keys, "sms-incoming", sealed.slice(0, length))).rejects.toThrow(SealError);
    }
    const longer = new Uint8Array([...sealed, 0]);
    await expect(openSealed(keys, "sms-incoming", longer)).rejects.toThrow(SealError);
  });

  test("are views of larger buffers as well", async () => {
    const keys = generateSealingKeyPair();
    const sealed = await sealTo(keys.publicKey, "sms-copy", text("..hello..").subarray(2, 7));
    const larger = new Uint8Array([1, 2, 3, ...sealed, 4]);
    expect(await openSealed(keys, "sms-copy", larger.subarray(3, -1))).toEqual(text("hello"));
  });

  test("are not made for a key of the wrong length, or one that gives every sender the same secret", async () => {
    for (const key of [new Uint8Array(0), new Uint8Array(31), new Uint8Array(33), new Uint8Array(32)]) {
      await expect(sealTo(key, "sms-copy", text("hello"))).rejects.toThrow(SealError);
    }
  });

  test("RFC 9180 A.1.1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode", async () => {
    const keys = {
      publicKey: hex("3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d"),
      privateKey: hex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8"),
    };
    const info = hex("4f6465206f6e2061204772656369616e2055726e");
    const associated = hex("436f756e742d30");
    const enc = hex("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431");
    const ciphertext = hex(
      "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a",
    );
    const plaintext = await openBase(keys, info, associated, new Uint8Array([...enc, ...ciphertext]));
    expect(plaintext).toEqual(text("Beauty is truth, truth beauty"));
  });
});

describe("docs/protocol/vectors/sealed-boxes.json", () => {
  for (const vector of vectors.boxes) {
    test(`${vector.purpose} opens`, async () => {
      const keys = { publicKey: hex(vector.public_key), privateKey: hex(vector.private_key) };
      const opened = openSealed(
        keys,
        vector.purpose as SealPurpose,
        hex(vector.sealed),
        hex(vector.associated),
      );
      expect(await opened).toEqual(hex(vector.plaintext));
    });
  }
});
