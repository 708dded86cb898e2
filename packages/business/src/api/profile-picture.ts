import { GraphError } from "../graph/index.ts";
import { octetsOf } from "../media/index.ts";
import type { BusinessNumber } from "../model/index.ts";
import type { ApiContext } from "./options.ts";

/** Octets of a profile's picture. */
const MAX_BYTES = 5 * 1_048_576;

/**
 * Keeps the picture of a handle that POST /upload:… gave as the number's own.
 * @returns the id of the medium
 * @throws GraphError 100 for a handle that is not known, 131053 for what is no picture
 */
export async function setPicture(
  number: BusinessNumber,
  handle: string,
  { media, accounts }: ApiContext,
): Promise<string> {
  const held = await media.uploads.open(handle);
  if (held === undefined || accounts.app(held.upload.app)?.business !== number.business) {
    throw new GraphError(100, { details: "profile_picture_handle is not the handle of an upload." });
  }
  if (!/^image\/(jpeg|png)$/.test(held.upload.type)) {
    throw new GraphError(100, { details: "A profile picture is a JPEG or PNG." });
  }
  await using staged = await media.stage(octetsOf(held.file.stream()), MAX_BYTES);
  const { id } = await media.keep(number.id, staged, { type: held.upload.type, origin: "profile" });
  return id;
}
