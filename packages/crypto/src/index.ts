export * from "./account-key.ts";
export { type Credential, verifyCredential } from "./credential.ts";
export * from "./device-identity.ts";
export { listAuthorises, type PinnedEntry, pinOf, verifyDeviceListChain } from "./device-list/chain.ts";
export { addDevice, listedDevice, revokeDevice, startDeviceList } from "./device-list/edit.ts";
export { type DeviceList, decodeDeviceList, type ListedDevice, MAX_DEVICES } from "./device-list/entry.ts";
export * from "./errors.ts";
export type { Authorise } from "./group/authorise.ts";
export { addMembers, changeMembers, type MembershipChange, removeMembers, update } from "./group/commit.ts";
export { createGroup } from "./group/create.ts";
export { type Decrypted, decrypt } from "./group/decrypt.ts";
export { type EncryptedMessage, encrypt } from "./group/encrypt.ts";
export { exportSecret } from "./group/exporter.ts";
export { joinExternal } from "./group/join-external.ts";
export { type JoinedGroup, joinFromWelcome } from "./group/join-welcome.ts";
export type { Padding } from "./group/padding.ts";
export { adopt, exportGroupInfo, type PendingCommit } from "./group/pending.ts";
export { type ProcessedCommit, processCommit } from "./group/process-commit.ts";
export {
  decodeGroupState,
  encodeGroupState,
  encodeMessageBlob,
  epochBlobChanged,
  type GroupBlobs,
} from "./group/state-codec.ts";
export { type ParsedKeyPackage, parseKeyPackage } from "./handshake/parse-key-package.ts";
export type { Member } from "./handshake/roster.ts";
export { createKeyPackage, type KeyPackageOptions, type NewKeyPackage } from "./key-package.ts";
export { MAX_LEAVES } from "./mls/limits.ts";
export type { MlsPrimitives } from "./mls/primitives.ts";
export { exportRoster, type GroupState } from "./mls/state.ts";
export { usePrimitives } from "./mls/suite.ts";
export type { SafetyNumberParty } from "./safety/fingerprint.ts";
export { compareSafetyQr, type QrVerdict, safetyQrPayload } from "./safety/qr.ts";
export { formatSafetyNumber, safetyNumber } from "./safety/safety-number.ts";
export {
  generateSealingKeyPair,
  openSealed,
  SEAL_OVERHEAD,
  type SealPurpose,
  sealTo,
} from "./sealed/index.ts";
export type { KeyPair } from "./signing.ts";
