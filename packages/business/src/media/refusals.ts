import { GraphError } from "../graph/index.ts";
import type { MediaSettings } from "./settings.ts";
import { isAnimatedWebp, isPlausible } from "./sniff.ts";
import { kindOfType } from "./types.ts";

/** A file that is not taken. */
export const refusedMedia = (details: string): GraphError => new GraphError(131053, { details });

/** Longest file of a type, octets. @throws GraphError 131053 for a type that is not taken. */
export function limitOf(type: string, settings: MediaSettings): number {
  const kind = kindOfType(type);
  if (kind === undefined) throw refusedMedia("Media of this type is not supported.");
  return settings.maxBytes[kind];
}

/**
 * Whether a file that is here now is what its type says, and no longer than files of its type may be.
 * @param head the file's first octets.
 * @throws GraphError 131053
 */
export function requireSound(type: string, size: number, head: Uint8Array, settings: MediaSettings): void {
  if (size === 0) throw refusedMedia("The file is empty.");
  const isStill = type === "image/webp" && !isAnimatedWebp(head);
  const limit = isStill ? settings.staticStickerBytes : limitOf(type, settings);
  if (size > limit) throw tooLarge(limit);
  if (!isPlausible(type, head)) throw refusedMedia("The file is not of the type it is said to be.");
}

export const tooLarge = (limit: number): GraphError =>
  refusedMedia(`The file is too large: files of this type have at most ${limit} bytes.`);
