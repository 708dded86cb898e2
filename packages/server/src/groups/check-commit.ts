import {
  applyCommit,
  CryptoError,
  type HandshakeMember,
  type ParsedCommit,
  parseCommit,
  parseGroupInfo,
  parseWelcome,
  type Roster,
  rosterEquals,
} from "@culver/crypto/handshake";
import { type GroupIdText, groupIdBytes, StanzaError } from "@culver/protocol";
import type { DeviceDirectory } from "../devices/directory.ts";
import type { Principal } from "../ports.ts";

/** What a device asks the server to accept as a group's next epoch. */
export interface Handshake {
  readonly group: GroupIdText;
  /** The epoch the commit was made in. */
  readonly epoch: number;
  readonly commit: Uint8Array;
  readonly welcome: Uint8Array | undefined;
  readonly groupInfo: Uint8Array;
}

/** A handshake that decodes, whose signatures hold and whose parts belong together. */
export interface CheckedHandshake {
  readonly commit: ParsedCommit;
  /** The roster that the GroupInfo, signed by a member, claims for the epoch after. */
  readonly claimed: Roster;
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/**
 * Everything about a handshake that can be checked without the group's roster.
 * @throws {StanzaError} not-acceptable, forbidden
 */
export async function checkHandshake(
  handshake: Handshake,
  principal: Principal,
  directory: DeviceDirectory,
): Promise<CheckedHandshake> {
  const groupId = groupIdBytes(handshake.group);
  const commit = await attempt(() => parseCommit(handshake.commit));
  const info = await attempt(() => parseGroupInfo(handshake.groupInfo));
  if (!same(commit.groupId, groupId) || !same(info.groupId, groupId)) throw refused("another group");
  if (commit.epoch !== BigInt(handshake.epoch)) throw refused("the commit is of another epoch");
  if (info.epoch !== BigInt(handshake.epoch) + 1n) throw refused("the GroupInfo is of another epoch");
  await checkWelcome(handshake, commit);
  for (const added of commit.adds) {
    if (!(await isListed(directory, added))) throw refused("an added device is on no device list");
  }
  if (commit.externalJoiner !== undefined) {
    const { account, device } = commit.externalJoiner;
    if (account !== principal.account || device !== String(principal.device)) {
      throw new StanzaError("forbidden", "an external commit adds its own device only");
    }
    if (!(await isListed(directory, commit.externalJoiner))) {
      throw new StanzaError("forbidden", "the device is not on its account's device list");
    }
  }
  return { commit, claimed: info.roster };
}

/**
 * The roster after the commit, derived from the one before.
 * @throws {StanzaError} forbidden when the committer is not the device that sent it, or may not come in;
 *   not-acceptable when the commit breaks a rule.
 */
export async function nextRoster(
  before: Roster,
  { commit, claimed }: CheckedHandshake,
  principal: Principal,
): Promise<Roster> {
  if (commit.sender.kind === "member") {
    const committer = before[commit.sender.leaf];
    if (committer?.account !== principal.account || committer.device !== String(principal.device)) {
      throw new StanzaError("forbidden", "the commit was made by another device");
    }
  } else if (commit.externalJoiner !== undefined && !mayJoin(before, commit.externalJoiner)) {
    throw new StanzaError("forbidden", "the account is no member under this key");
  }
  const after = await attempt(async () => applyCommit(before, commit));
  if (!rosterEquals(after, claimed)) throw refused("the GroupInfo does not follow from the commit");
  return after;
}

/**
 * A member removes leaves of its own account, or of devices that are on their account's device list no more.
 * @throws {StanzaError} forbidden
 */
export async function checkRemovals(
  before: Roster,
  { commit }: CheckedHandshake,
  principal: Principal,
  directory: DeviceDirectory,
): Promise<void> {
  for (const leaf of commit.removes) {
    const member = before[leaf];
    if (member === undefined || member.account === principal.account) continue;
    if (await directory.isListed(member.account, Number(member.device), member.signatureKey)) {
      throw new StanzaError("forbidden", "the commit removes another account's device");
    }
  }
}

/** Membership belongs to (account, account key): a device of that pair may come in, or the same device come back. */
function mayJoin(roster: Roster, joiner: HandshakeMember): boolean {
  return roster.some(
    (member) =>
      member?.account === joiner.account &&
      (same(member.accountKey, joiner.accountKey) ||
        (member.device === joiner.device && same(member.signatureKey, joiner.signatureKey))),
  );
}

async function isListed(directory: DeviceDirectory, member: HandshakeMember): Promise<boolean> {
  const { account, device, signatureKey, accountKey } = member;
  const key = await directory.accountKey(account);
  if (key === undefined || !same(key, accountKey)) return false;
  return await directory.isListed(account, Number(device), signatureKey);
}

async function checkWelcome({ welcome }: Handshake, commit: ParsedCommit): Promise<void> {
  const refs = welcome === undefined ? [] : (await attempt(async () => parseWelcome(welcome))).keyPackageRefs;
  const text = (ref: Uint8Array) => Buffer.from(ref).toString("base64");
  const welcomed = new Set(refs.map(text));
  const added = new Set(commit.adds.map((add) => text(add.keyPackageRef)));
  if (welcomed.size !== added.size || [...added].some((ref) => !welcomed.has(ref))) {
    throw refused("the Welcome is for others than the commit adds");
  }
}

function refused(text: string): StanzaError {
  return new StanzaError("not-acceptable", text);
}

/** What the adapter refuses is refused with its reason; anything else is a fault of ours. */
async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof CryptoError ? refused(error.message) : error;
  }
}
