import { InboxError, refused } from "../errors.ts";
import { isCommon } from "./common-passwords.ts";

/** Characters. */
const SHORTEST = 10;
const LONGEST = 1_024;
/** How many are worked out at once, and how many may wait: each takes its memory. */
const AT_ONCE = 2;
const MOST_WAITING = 64;

export interface Passwords {
  /** The hash to keep. @throws InboxError 422 for one that is too short, too long or too common */
  hash(password: string, login: string): Promise<string>;
  /** Takes as long without a hash as with one. @throws InboxError 429 when too many are being checked */
  isRight(password: string, hash: string | null): Promise<boolean>;
}

/** @param memory in KiB */
export function createPasswords({ memory, passes }: { memory: number; passes: number }): Passwords {
  const options = { algorithm: "argon2id", memoryCost: memory, timeCost: passes } as const;
  // Nobody knows the password that belongs to it.
  let nobody: Promise<string> | undefined;
  let running = 0;
  const waiting: (() => void)[] = [];

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (waiting.length >= MOST_WAITING) {
      throw new InboxError(429, "busy", "Many people sign in just now. Try again in a moment.", {
        retryAfterMs: 2_000,
      });
    }
    if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  }

  return {
    hash(password, login) {
      const length = [...password].length;
      if (length < SHORTEST) throw refused(`A password has at least ${SHORTEST} characters.`);
      if (length > LONGEST) throw refused(`A password has at most ${LONGEST} characters.`);
      if (isCommon(password, login)) throw refused("This password is among the first that are guessed.");
      return inTurn(() => Bun.password.hash(password.normalize("NFKC"), options));
    },
    async isRight(password, hash) {
      nobody ??= Bun.password.hash(crypto.randomUUID(), options);
      const known = hash ?? (await nobody);
      const asked = password.length > LONGEST || password === "" ? "\u0001" : password.normalize("NFKC");
      const isMatch = await inTurn(() => Bun.password.verify(asked, known));
      return isMatch && hash !== null;
    },
  };
}
