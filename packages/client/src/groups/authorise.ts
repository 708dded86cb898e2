import type { Authorise } from "@culver/crypto";
import { isDirectConversationId, parseConversationId } from "@culver/protocol";
import type { DeviceLists } from "../contacts/device-lists.ts";

/**
 * Who may be a member of a conversation's group: devices on their account's signed list, and in a conversation of two
 * people only theirs. A device that is not on the pinned list is looked up once more, because it may be new.
 */
export function authoriserFor(lists: DeviceLists, conversation: string): Authorise {
  const accounts = isDirectConversationId(conversation) ? parties(conversation) : undefined;
  const refreshed = new Set<string>();
  return async (account, device, signatureKey, accountKey) => {
    if (accounts !== undefined && !accounts.has(account)) return false;
    if (await lists.authorises(account, device, signatureKey, accountKey)) return true;
    if (refreshed.has(account)) return false;
    refreshed.add(account);
    await lists.refresh(account);
    return lists.authorises(account, device, signatureKey, accountKey);
  };
}

function parties(conversation: string): ReadonlySet<string> {
  const parsed = parseConversationId(conversation);
  return new Set(parsed.kind === "direct" ? parsed.accounts : []);
}
