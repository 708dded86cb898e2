import type { Attachment, Message } from "@culver/client";
import type { App } from "../app/app.ts";
import { shownKind } from "./file-kind.ts";

interface Held {
  users: number;
  readonly url: Promise<string | undefined>;
  timer?: ReturnType<typeof setTimeout>;
}

/** How long an address outlives its last user: a list that scrolls needs it again at once. Milliseconds. */
const linger = 5_000;
const held = new Map<string, Held>();

/** What is not shown here is only ever saved, and so has no type a browser would open. */
function safeType(attachment: Attachment): string {
  return shownKind(attachment) === "document" ? "application/octet-stream" : attachment.type;
}

async function addressOf(
  app: App,
  { conversation, id }: Message,
  attachment: Attachment,
): Promise<string | undefined> {
  const file = await app.client.attachmentFile(conversation, id);
  return file === undefined ? undefined : URL.createObjectURL(file.slice(0, file.size, safeType(attachment)));
}

/**
 * The address of a decrypted file in this page, shared by all who show it; undefined while it is not on this device.
 * `release` once for each hold: with the last one the address is revoked.
 */
export function holdFileUrl(
  app: App,
  message: Message,
  attachment: Attachment,
): { readonly url: Promise<string | undefined>; release(): void } {
  const key = `${message.conversation} ${message.id}`;
  const entry: Held = held.get(key) ?? {
    users: 0,
    url: addressOf(app, message, attachment).catch(() => undefined),
  };
  held.set(key, entry);
  clearTimeout(entry.timer);
  entry.users += 1;
  const forget = (): void => {
    if (held.get(key) === entry) held.delete(key);
    void entry.url.then((url) => url !== undefined && URL.revokeObjectURL(url));
  };
  // What was not there may be there the next time.
  void entry.url.then((url) => url === undefined && held.get(key) === entry && held.delete(key));
  let released = false;
  return {
    url: entry.url,
    release() {
      if (released) return;
      released = true;
      entry.users -= 1;
      if (entry.users === 0) entry.timer = setTimeout(forget, linger);
    },
  };
}
