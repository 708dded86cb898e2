import { encodeLinkFragment, type LinkedAttachment } from "@culver/crypto/attachment";

/** Days that a file behind a link is kept, unless asked for otherwise. */
export const LINK_DAYS = 7;

/**
 * A link to an uploaded file for somebody without Culver: `https://host/m/{media id}#{fragment}`. The fragment holds key, hash,
 * size, name and type, and no browser sends it. `serverUrl` has no slash at the end. Who has the link has the file: where it
 * goes by SMS, carriers have it too.
 */
export function linkFor(serverUrl: string, media: string, linked: LinkedAttachment): string {
  return `${serverUrl}/m/${media}#${encodeLinkFragment(linked)}`;
}
