import {
  addMembers,
  createDeviceIdentity,
  createGroup,
  createKeyPackage,
  type DeviceIdentity,
  generateAccountKey,
  startDeviceList,
} from "@culver/crypto";
import {
  appendDeviceListEntry,
  children,
  claimKeyPackages,
  conversationAddress,
  createGroupRequest,
  directConversation,
  groupIdText,
  occupantAddress,
  parseClaimedKeyPackages,
  publishKeyPackages,
} from "@culver/protocol";
import { MessageIds } from "../load/message-ids.ts";
import type { LaneConversation } from "../load/relay-lane.ts";
import { type Credentials, type RelayAddress, SignedInStream } from "../load/signed-in-stream.ts";
import { request } from "./request.ts";

/** Two accounts with a conversation and a live group. */
export interface Pair {
  readonly sender: Credentials;
  readonly receiver: Credentials;
  readonly senderSide: LaneConversation;
  readonly receiverSide: LaneConversation;
}

/** Makes two accounts talk as two people do: device lists, key packages, a group with the first commit and its Welcome. */
export async function createPair(
  at: RelayAddress,
  sender: Credentials,
  receiver: Credentials,
): Promise<Pair> {
  const theirs = await signIn(at, receiver);
  const receiving = await publishIdentity(theirs, receiver);
  const packages = [await createKeyPackage(receiving, { lastResort: true })];
  await request(theirs, publishKeyPackages(packages));
  await theirs.close();

  const ours = await signIn(at, sender);
  const sending = await publishIdentity(ours, sender);
  const [claimed] = children(await request(ours, claimKeyPackages([receiver.account])));
  const claims = claimed === undefined ? [] : parseClaimedKeyPackages(claimed);
  const listed = async () => true;
  const first = await addMembers(
    await createGroup(sending),
    claims.map((claim) => claim.keyPackage),
    listed,
  );
  const { commit, welcome, groupInfo, groupId } = first;
  if (welcome === undefined) throw new Error("the first commit has added nobody");
  const conversation = directConversation(sender.account, receiver.account);
  const group = groupIdText(groupId);
  await request(ours, createGroupRequest({ conversation, group, commit, welcome, groupInfo }));
  await ours.close();

  const ids = { ours: new MessageIds(), theirs: new MessageIds() };
  const shared = { address: conversationAddress(conversation, at.domain), group, epoch: 1 };
  const occupant = (account: string) => occupantAddress(conversation, at.domain, account);
  return {
    sender,
    receiver,
    senderSide: { ...shared, peer: occupant(receiver.account), sends: ids.ours, expects: ids.theirs.copy() },
    receiverSide: { ...shared, peer: occupant(sender.account), sends: ids.theirs, expects: ids.ours.copy() },
  };
}

async function signIn(at: RelayAddress, who: Credentials): Promise<SignedInStream> {
  const stream = await SignedInStream.open(at);
  await stream.signIn(who);
  return stream;
}

async function publishIdentity(stream: SignedInStream, who: Credentials): Promise<DeviceIdentity> {
  const key = await generateAccountKey();
  const identity = await createDeviceIdentity(who.account, String(who.device), key);
  const list = await startDeviceList(identity, key, Date.now());
  await request(stream, appendDeviceListEntry(list.bytes));
  return identity;
}
