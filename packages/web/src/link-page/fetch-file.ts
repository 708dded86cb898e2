import {
  AttachmentError,
  decryptAttachment,
  encryptedSize,
  type LinkedAttachment,
} from "@culver/client/link";

export type LinkFault = "wrong" | "expired" | "offline" | "busy" | "failed";

/** Why there is no file. */
export class LinkError extends Error {
  override readonly name = "LinkError";
  readonly fault: LinkFault;

  constructor(fault: LinkFault, options?: ErrorOptions) {
    super(fault, options);
    this.fault = fault;
  }
}

function faultOf(status: number): LinkFault {
  if (status === 404 || status === 410) return "expired";
  return status === 429 ? "busy" : "failed";
}

async function ask(media: string): Promise<Response> {
  try {
    return await fetch(`/v1/media/${media}`, { credentials: "omit", referrerPolicy: "no-referrer" });
  } catch (cause) {
    throw new LinkError("offline", { cause });
  }
}

/**
 * Fetches the ciphertext and opens it as it comes; the file is given out only when its hash is the link's.
 * @param onProgress octets of ciphertext, taken in and altogether.
 * @throws LinkError
 */
export async function fetchFile(
  media: string,
  linked: LinkedAttachment,
  onProgress: (done: number, total: number) => void,
): Promise<Blob> {
  const response = await ask(media);
  if (!response.ok || response.body === null) throw new LinkError(faultOf(response.status));
  const total = encryptedSize(linked.size);
  let done = 0;
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      done += bytes.length;
      onProgress(Math.min(done, total), total);
      controller.enqueue(bytes);
    },
  });
  const parts: BlobPart[] = [];
  try {
    const plaintext = response.body.pipeThrough(counted).pipeThrough(await decryptAttachment(linked));
    const reader = plaintext.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read())
      parts.push(new Uint8Array(next.value));
  } catch (cause) {
    if (cause instanceof AttachmentError) throw new LinkError("wrong", { cause });
    throw new LinkError("offline", { cause });
  }
  return new Blob(parts);
}
