import type { CulverClient, Message } from "@culver/client";
import { failure } from "./failure.ts";
import { WORK } from "./message-row.ts";
import type { Settings } from "./options.ts";
import { conversationOf, type Routes } from "./route.ts";
import type { StatusChange, Statuses } from "./statuses.ts";
import type { Threads } from "./threads.ts";

/** Older messages are not asked about: the relay keeps nothing so long. */
const LOOK_BACK_MS = 30 * 24 * 3_600_000;
const PAGE = 500;

/** Asks the device about each message whose status is not final: what has become of it while nobody listened. */
export async function reconcile(
  settings: Settings,
  number: string,
  client: CulverClient,
  parts: { readonly threads: Threads; readonly statuses: Statuses; readonly routes: Routes },
  isStopped: () => boolean,
): Promise<void> {
  const self = await parts.routes.self();
  let after = 0;
  while (!isStopped()) {
    const rows = await settings.database.query<{
      seq: number;
      id: string;
      thread: string;
      channel: "app" | "sms";
      stanza: string;
    }>(
      `SELECT seq, id, thread, channel, stanza FROM business_messages
       WHERE number = ? AND work = ${WORK.follow} AND seq > ? AND at > ? ORDER BY seq LIMIT ${PAGE}`,
      [number, after, settings.now() - LOOK_BACK_MS],
    );
    const changes: StatusChange[] = [];
    for (const { seq, id, thread, channel, stanza } of rows) {
      after = seq;
      const row = await parts.threads.get(thread);
      const conversation = row && conversationOf(row, channel, self);
      const message = conversation === undefined ? undefined : await client.message(conversation, stanza);
      const change = message && changeOf(id, message);
      if (change !== undefined) changes.push(change);
    }
    await Promise.all(changes.map((change) => parts.statuses.add(change)));
    if (rows.length < PAGE) return;
  }
}

/** What a message's state on the device says of its status. */
export function changeOf(id: string, { status }: Message): StatusChange | undefined {
  if (status === "sent" || status === "delivered" || status === "read") return { kind: status, id };
  return status === "failed" ? { kind: "failed", id, error: failure(131026) } : undefined;
}
