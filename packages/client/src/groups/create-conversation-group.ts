import { addMembers, createGroup } from "@culver/crypto";
import { otherParty } from "@culver/protocol";
import type { DeviceLists } from "../contacts/device-lists.ts";
import type { Context } from "../core/context.ts";
import { authoriserFor } from "./authorise.ts";
import { claimUsable } from "./claim-key-packages.ts";
import type { PendingCommits } from "./pending-commit.ts";

/** No device of the peer can be written to: it has no device list, or no key package. */
export class UnreachablePeerError extends Error {
  override readonly name = "UnreachablePeerError";
}

/**
 * Creates a group of both people's devices and offers it as the conversation's (compare-and-swap on what it
 * `replaces`). True when it has become that; false when somebody else's was first.
 * Throws UnreachablePeerError, StanzaError, ConnectionLostError.
 */
export async function createConversationGroup(
  context: Context,
  lists: DeviceLists,
  pending: PendingCommits,
  conversation: string,
  replaces: string | undefined,
): Promise<boolean> {
  const self = context.keys.self.account;
  const peer = otherParty(conversation, self);
  if (peer === undefined) throw new UnreachablePeerError("the conversation is not one of two people");
  if ((await lists.refresh(peer)) === undefined) throw new UnreachablePeerError("no device list");
  await lists.refresh(self);
  const authorise = authoriserFor(lists, conversation);
  const packages = await claimUsable(context, [...new Set([peer, self])], authorise);
  if (!packages.some(({ account }) => account === peer)) throw new UnreachablePeerError("no key package");
  const group = await createGroup(await context.keys.identity());
  const commit = await addMembers(
    group,
    packages.map(({ keyPackage }) => keyPackage),
    authorise,
  );
  return pending.submit(conversation, "create", commit, replaces);
}
