import { joinExternal, WrongGroupError } from "@culver/crypto";
import { toBase64Url } from "@culver/protocol";
import type { DeviceLists } from "../contacts/device-lists.ts";
import type { Context } from "../core/context.ts";
import { authoriserFor } from "./authorise.ts";
import { fetchGroupInfo, type PendingCommits } from "./pending-commit.ts";

const ATTEMPTS = 3;

/**
 * Joins (or comes back into) a group by external commit with the device's own key. False when others kept committing
 * first. Throws StanzaError when the server gives no GroupInfo, CryptoError when the group is not acceptable.
 */
export async function joinByExternalCommit(
  context: Context,
  lists: DeviceLists,
  pending: PendingCommits,
  conversation: string,
  group: string,
): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const groupInfo = await fetchGroupInfo(context, group);
    const identity = await context.keys.identity();
    const commit = await joinExternal(identity, groupInfo, authoriserFor(lists, conversation));
    if (toBase64Url(commit.groupId) !== group) throw new WrongGroupError("the GroupInfo is another group's");
    if (await pending.submit(conversation, "external", commit)) {
      context.faults.count("rejoined");
      return true;
    }
  }
  return false;
}
