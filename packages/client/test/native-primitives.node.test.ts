import { describe, expect, test } from "bun:test";
import { nodePrimitives } from "@culver/client/native";

const { hash, mac, seal, open, sign, verify } = nodePrimitives;
const hex = (text: string) =>
  Uint8Array.from(text.match(/../gu) ?? [], (octet) => Number.parseInt(octet, 16));
const toHex = (bytes: Uint8Array) =>
  Array.from(bytes, (octet) => octet.toString(16).padStart(2, "0")).join("");
const ascii = (text: string) => new TextEncoder().encode(text);

describe("primitives by node:crypto", () => {
  test("SHA-256 as in FIPS 180-4", () => {
    expect(toHex(hash(ascii("abc")))).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });

  test("HMAC-SHA-256 as in RFC 4231, case 2", () => {
    expect(toHex(mac(ascii("Jefe"), ascii("what do ya want for nothing?")))).toBe(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
  });

  test("Ed25519 as in RFC 8032, test 2", () => {
    const seed = hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    const key = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    const signature = sign(seed, hex("72"));
    expect(toHex(signature)).toBe(
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    );
    expect(verify(key, hex("72"), signature)).toBe(true);
    expect(verify(key, hex("73"), signature)).toBe(false);
  });

  test("AES-128-GCM as Web Crypto has it, and nothing else opens", async () => {
    const [key, nonce, associated, plaintext] = [16, 12, 20, 300].map((length) =>
      crypto.getRandomValues(new Uint8Array(length)),
    ) as [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
    const sealed = seal(key, nonce, associated, plaintext);
    const imported = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
    const web = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv: nonce, additionalData: associated },
      imported,
      plaintext,
    );
    expect(toHex(sealed)).toBe(toHex(new Uint8Array(web)));
    expect(toHex(open(key, nonce, associated, sealed))).toBe(toHex(plaintext));
    for (const at of [0, sealed.length - 1]) {
      const altered = sealed.slice();
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(() => open(key, nonce, associated, altered)).toThrow();
    }
    expect(() => open(key, nonce, hex("00"), sealed)).toThrow();
    expect(() => open(key, nonce, associated, sealed.subarray(0, 15))).toThrow();
  });
});
