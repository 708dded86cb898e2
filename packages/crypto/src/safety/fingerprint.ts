import { sha512 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8 } from "../bytes.ts";
import { checkIdentifier } from "../identifier.ts";

/** Rounds that make a search for a key with a similar number dear. */
const ROUNDS = 5200;
const VERSION = Uint8Array.of(0, 1);

/** One side of a conversation. */
export interface SafetyNumberParty {
  readonly account: string;
  /** The account's public key. */
  readonly accountKey: Uint8Array;
}

/** SHA-512, iterated with the key mixed in every round: 64 bytes that stand for an account and its key. */
export function fingerprint({ account, accountKey }: SafetyNumberParty): Uint8Array {
  let hash = concatBytes(VERSION, accountKey, utf8(checkIdentifier(account)));
  for (let round = 0; round < ROUNDS; round++) hash = sha512(concatBytes(hash, accountKey));
  return hash;
}
