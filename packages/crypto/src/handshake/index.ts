export { pinOf, verifyDeviceListChain } from "../device-list/chain.ts";
export { type DeviceList, decodeDeviceList, type ListedDevice } from "../device-list/entry.ts";
export {
  CredentialError,
  CryptoError,
  GroupFullError,
  KeyPackageError,
  type KeyPackageFault,
  MalformedError,
  MembershipError,
} from "../errors.ts";
export { MAX_LEAVES } from "../mls/limits.ts";
export { applyCommit } from "./apply-commit.ts";
export { type CommitSender, type ParsedAdd, type ParsedCommit, parseCommit } from "./parse-commit.ts";
export { type ParsedGroupInfo, parseGroupInfo } from "./parse-group-info.ts";
export { type ParsedKeyPackage, parseKeyPackage } from "./parse-key-package.ts";
export { type PrivateMessageHeader, parsePrivateMessageHeader } from "./parse-private-message.ts";
export { parseWelcome } from "./parse-welcome.ts";
export {
  findLeaf,
  type HandshakeMember,
  type Member,
  type Roster,
  rosterEquals,
  rosterMembers,
  rosterOf,
} from "./roster.ts";
export { decodeRoster, encodeRoster } from "./roster-codec.ts";
