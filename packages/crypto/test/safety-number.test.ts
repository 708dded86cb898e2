import { describe, expect, test } from "bun:test";
import {
  compareSafetyQr,
  formatSafetyNumber,
  generateAccountKey,
  safetyNumber,
  safetyQrPayload,
} from "../src/index.ts";

const alice = { account: "alice", accountKey: new Uint8Array(32).fill(1) };
const bob = { account: "bob", accountKey: new Uint8Array(32).fill(2) };

describe("safety numbers", () => {
  test("60 digits, the same on both sides", async () => {
    const number = await safetyNumber(alice, bob);
    expect(number).toMatch(/^\d{60}$/u);
    expect(await safetyNumber(bob, alice)).toBe(number);
    expect(formatSafetyNumber(number)).toMatch(/^(\d{5} ){11}\d{5}$/u);
  });

  test("change with either key or account", async () => {
    const number = await safetyNumber(alice, bob);
    const other = (await generateAccountKey()).publicKey;
    expect(await safetyNumber(alice, { ...bob, accountKey: other })).not.toBe(number);
    expect(await safetyNumber({ ...alice, account: "alice2" }, bob)).not.toBe(number);
  });

  test("the code one shows is judged by the other", async () => {
    const shown = await safetyQrPayload(alice, bob);
    expect(shown).toHaveLength(97);
    expect(await compareSafetyQr(shown, bob, alice)).toBe("match");
    expect(await compareSafetyQr(shown, alice, bob)).toBe("wrong-person");
    expect(await compareSafetyQr(shown, bob, { ...alice, account: "carol" })).toBe("wrong-person");
    expect(await compareSafetyQr(shown, bob, { ...alice, accountKey: bob.accountKey })).toBe("mismatch");
    expect(await compareSafetyQr(shown, { ...bob, accountKey: alice.accountKey }, alice)).toBe("mismatch");
    expect(await compareSafetyQr(shown.slice(1), bob, alice)).toBe("unsupported");
    expect(await compareSafetyQr(new TextEncoder().encode("https://example.org"), bob, alice)).toBe(
      "unsupported",
    );
  });
});
