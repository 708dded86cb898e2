import type { ClientState } from "ts-mls";
import { equalBytes } from "../bytes.ts";
import type { DeviceIdentity } from "../device-identity.ts";
import { GroupFullError, MembershipError } from "../errors.ts";
import { type HandshakeMember, type Member, type Roster, rosterMembers } from "../handshake/roster.ts";
import { MAX_LEAVES } from "../mls/limits.ts";
import { SUITE_NAME } from "../mls/suite.ts";

export function isOwn(member: HandshakeMember, identity: DeviceIdentity): boolean {
  return member.account === identity.account && member.device === identity.device;
}

/** A roster where every device and every key sits once. @throws MembershipError or GroupFullError */
export function checkRoster(roster: Roster): readonly Member[] {
  const members = rosterMembers(roster);
  if (members.length > MAX_LEAVES) throw new GroupFullError(`more than ${MAX_LEAVES} leaves`);
  const devices = new Set(members.map(({ account, device }) => JSON.stringify([account, device])));
  if (devices.size !== members.length) throw new MembershipError("a device is a member twice");
  return members;
}

/** What a Welcome led to must be Culver's profile of MLS, with this device in its own leaf. @throws MembershipError */
export function checkProfile(state: ClientState, roster: Roster, identity: DeviceIdentity): void {
  const own = roster[state.privatePath.leafIndex];
  if (
    own === undefined ||
    !isOwn(own, identity) ||
    !equalBytes(own.signatureKey, identity.signature.publicKey)
  )
    throw new MembershipError("own leaf is not this device's");
  if (state.groupContext.cipherSuite !== SUITE_NAME || state.groupContext.extensions.length > 0)
    throw new MembershipError("group out of profile");
}
