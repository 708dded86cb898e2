import type { OutgoingAttachment } from "@culver/client";
import { fileKind } from "./file-kind.ts";
import { type MediaFacts, probeSound, probeVideo } from "./probe.ts";
import { makePreview, shrink } from "./shrink.ts";

/** A browser draws only the first picture of these, so that they go as they are. */
const animated = new Set(["image/gif", "image/avif"]);

/** Bytes from which pictures are not even drawn for a preview: a phone would run out of memory. */
const largestDrawn = 60_000_000;

function renamed(name: string, type: string): string {
  const ending = type === "image/webp" ? ".webp" : ".jpg";
  return `${name.replace(/\.[a-z0-9]{1,5}$/iu, "")}${ending}`;
}

async function prepareImage(file: File, hd: boolean): Promise<OutgoingAttachment> {
  const plain = { file, name: file.name, type: file.type, kind: "image" } as const;
  if (file.size > largestDrawn) return plain;
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    // No picture after all, or one this browser cannot read: it goes as a file.
    return { ...plain, kind: "document" };
  }
  try {
    const preview = await makePreview(bitmap);
    const about = { width: bitmap.width, height: bitmap.height, ...(preview !== undefined && { preview }) };
    if (hd || animated.has(file.type)) return { ...plain, ...about };
    const drawn = await shrink(bitmap, file.type);
    if (drawn === undefined) return { ...plain, ...about };
    const { blob, width, height } = drawn;
    return {
      ...plain,
      ...about,
      file: blob,
      type: blob.type,
      name: renamed(file.name, blob.type),
      width,
      height,
    };
  } finally {
    bitmap.close();
  }
}

function withFacts(file: File, kind: "video" | "audio", facts: MediaFacts): OutgoingAttachment {
  return { file, name: file.name, type: file.type, kind, ...facts };
}

/** Reads what the other side needs to show a file before it has it; makes pictures smaller unless `hd`. */
export async function prepare(file: File, hd: boolean): Promise<OutgoingAttachment> {
  switch (fileKind(file.type)) {
    case "image":
      return prepareImage(file, hd);
    case "video":
      return withFacts(file, "video", await probeVideo(file));
    case "audio":
      return withFacts(file, "audio", await probeSound(file));
    case "document":
      return {
        file,
        name: file.name,
        type: file.type === "" ? "application/octet-stream" : file.type,
        kind: "document",
      };
  }
}
