import type { Attachment, CulverClient, Message } from "@culver/client";
import type { IncomingContent } from "../events/index.ts";
import { GraphError } from "../graph/index.ts";
import { failure, isOfNetwork, isTemporary } from "./failure.ts";
import type { Settings } from "./options.ts";
import { Turns } from "./turns.ts";

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;

/** Files that are fetched at the same time, of all numbers. */
const MOST_AT_ONCE = 32;

export type FetchingClient = Pick<CulverClient, "attachmentFile" | "download">;

export interface FetchSettings extends Pick<Settings, "now" | "fetchMs"> {
  readonly devices: Pick<Settings["devices"], "isOnline">;
  readonly media: Pick<Settings["media"], "put" | "signedUrl">;
}

const turns = new Turns(MOST_AT_ONCE);

/**
 * A customer's file, brought to the media store. What is gone, damaged or not taken is `unsupported` with 131052, and so is
 * what the relay, which is there, does not give in `fetchMs`; while it is away, or there is no room here, the file waits.
 * Rejects when the device is closed meanwhile.
 */
export async function fetchFile(
  settings: FetchSettings,
  client: FetchingClient,
  number: string,
  message: Message,
  stopped: AbortSignal,
): Promise<IncomingContent> {
  const { body } = message;
  if (body.kind !== "attachment") return unsupported();
  const { now, fetchMs, devices } = settings;
  const once = () => fetchOnce(settings, client, number, message, body.attachment, body.text);
  let end = now() + fetchMs;
  for (let wait = FIRST_RETRY_MS; ; wait = Math.min(wait * 2, LAST_RETRY_MS)) {
    try {
      return await turns.run(once);
    } catch (error) {
      if (error instanceof GraphError || !isTemporary(error)) return unsupported();
      const isRelays = isOfNetwork(error) && devices.isOnline(number);
      if (!isRelays) end = now() + fetchMs;
      else if (now() >= end) return unsupported();
    }
    await pause(wait, stopped);
  }
}

async function fetchOnce(
  { media }: FetchSettings,
  client: FetchingClient,
  number: string,
  { conversation, id }: Message,
  { kind, name, type, voice }: Attachment,
  caption: string,
): Promise<IncomingContent> {
  let file = await client.attachmentFile(conversation, id);
  if (file === undefined) {
    await client.download(conversation, id);
    file = await client.attachmentFile(conversation, id);
  }
  if (file === undefined) throw new GraphError(131052);
  const stored = await media.put(number, { body: file.stream(), type, filename: name }, "incoming");
  return {
    type: kind,
    media: {
      id: stored.id,
      mime_type: stored.type,
      sha256: Uint8Array.fromHex(stored.sha256).toBase64(),
      ...(caption !== "" && { caption }),
      ...(kind === "document" && { filename: name }),
      ...(kind === "audio" && { voice: voice === true }),
      ...(kind === "sticker" && { animated: false }),
      url: media.signedUrl(stored.id),
    },
  };
}

const unsupported = (): IncomingContent => ({ type: "unsupported", error: failure(131052) });

/** @throws what `stopped` was aborted with */
function pause(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(stopped.reason);
    };
    const timer = setTimeout(() => {
      stopped.removeEventListener("abort", abort);
      resolve();
    }, ms);
    if (stopped.aborted) abort();
    else stopped.addEventListener("abort", abort, { once: true });
  });
}
