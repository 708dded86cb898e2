/** Sealed boxes alone, without MLS: for the gateway, and wherever a bundle must be small. */
export { CryptoError, SealError } from "../errors.ts";
export { generateSealingKey as generateSealingKeyPair, type KeyPair } from "../signing.ts";
export { openSealed, SEAL_OVERHEAD, type SealPurpose, sealTo } from "./seal.ts";
