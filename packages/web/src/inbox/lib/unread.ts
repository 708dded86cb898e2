import type { ThreadView } from "@culver/business/inbox-api";

/** Unread messages of the open chats that are known here. */
export function unreadOf(threads: Iterable<ThreadView>): number {
  let unread = 0;
  for (const thread of threads) if (thread.state === "open" && !thread.isBlocked) unread += thread.unread;
  return unread;
}
