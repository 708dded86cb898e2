import type { Attachment, CulverClient, Message } from "@culver/client";
import type { IncomingContent } from "../events/index.ts";
import { GraphError } from "../graph/index.ts";
import { failure, isTemporary } from "./failure.ts";
import type { Settings } from "./options.ts";

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;

/**
 * A customer's file, brought to the media store. What is gone, damaged or not taken is `unsupported` with 131052. Rejects
 * when the device is closed meanwhile.
 */
export async function fetchFile(
  settings: Settings,
  client: CulverClient,
  number: string,
  message: Message,
  stopped: AbortSignal,
): Promise<IncomingContent> {
  const { body } = message;
  if (body.kind !== "attachment") return unsupported();
  const end = settings.now() + settings.fetchMs;
  for (let wait = FIRST_RETRY_MS; ; wait = Math.min(wait * 2, LAST_RETRY_MS)) {
    try {
      return await fetchOnce(settings, client, number, message, body.attachment, body.text);
    } catch (error) {
      if (error instanceof GraphError || !isTemporary(error) || settings.now() >= end) return unsupported();
    }
    await pause(wait, stopped);
  }
}

async function fetchOnce(
  { media }: Settings,
  client: CulverClient,
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
