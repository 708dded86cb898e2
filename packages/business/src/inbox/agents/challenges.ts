import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** What a challenge was made for: signing in, or an agent's new passkey. */
export type ChallengePurpose = "login" | `passkey:${string}`;

/** Random 16 octets, when it ends (8), and who may use it, signed: nothing is kept of a challenge that nobody answers. */
const RANDOM = 16;
const SIGNED = RANDOM + 8;
const MOST_USED = 100_000;

export interface Challenges {
  /** 56 octets that are good for one answer. */
  create(purpose: ChallengePurpose): Uint8Array<ArrayBuffer>;
  /** Whether it was made here for this, is not over, and has not been used. @param challenge base64url */
  isGood(challenge: string, purpose: ChallengePurpose): boolean;
  /** It is used up; false when it was already. */
  use(challenge: string): boolean;
}

export function createChallenges(lifetimeMs: number, now: () => number): Challenges {
  const key = randomBytes(32);
  const used = new Map<string, number>();
  const sign = (octets: Uint8Array, purpose: ChallengePurpose) =>
    createHmac("sha256", key).update(purpose).update("\0").update(octets).digest();
  return {
    create(purpose) {
      const signed = Buffer.alloc(SIGNED);
      randomBytes(RANDOM).copy(signed);
      signed.writeBigUInt64BE(BigInt(now() + lifetimeMs), RANDOM);
      return Uint8Array.from(Buffer.concat([signed, sign(signed, purpose)]));
    },
    isGood(challenge, purpose) {
      const octets = Buffer.from(challenge, "base64url");
      if (octets.length !== SIGNED + 32 || used.has(octets.toString("base64url"))) return false;
      const signed = octets.subarray(0, SIGNED);
      if (!timingSafeEqual(octets.subarray(SIGNED), sign(signed, purpose))) return false;
      return Number(signed.readBigUInt64BE(RANDOM)) > now();
    },
    use(challenge) {
      const octets = Buffer.from(challenge, "base64url");
      const name = octets.toString("base64url");
      if (used.has(name)) return false;
      for (const [old, until] of used) {
        if (until > now() && used.size < MOST_USED) break;
        used.delete(old);
      }
      used.set(name, Number(octets.readBigUInt64BE(RANDOM)));
      return true;
    },
  };
}
