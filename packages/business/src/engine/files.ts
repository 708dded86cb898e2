import type { OutgoingAttachment } from "@culver/client";
import { GraphError } from "../graph/index.ts";
import type { Media } from "../messages/index.ts";
import type { Accounts, MediaStore, StoredMedia } from "../model/index.ts";
import type { FileKind } from "./to-client.ts";

/** Extensions of files that come without a name. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "video/mp4": "mp4",
  "video/3gpp": "3gp",
  "audio/aac": "aac",
  "audio/amr": "amr",
  "audio/mpeg": "mp3",
  "audio/mp4": "m4a",
  "audio/ogg": "ogg",
  "application/pdf": "pdf",
  "text/plain": "txt",
};

/** Files of the media store as devices send them. */
export class Files {
  readonly #media: MediaStore;
  readonly #accounts: Accounts;

  constructor(media: MediaStore, accounts: Accounts) {
    this.#media = media;
    this.#accounts = accounts;
  }

  /** A medium that was uploaded for a number of the same business. @throws GraphError 100 */
  async require(number: string, id: string): Promise<StoredMedia> {
    const found = await this.#media.find(id);
    const owner = found && this.#accounts.number(found.number)?.business;
    if (found === undefined || owner === undefined || owner !== this.#accounts.number(number)?.business)
      throw new GraphError(100, { details: "The media ID is not one of this phone number's." });
    return found;
  }

  /** @throws GraphError 131052, 131053 */
  async open(number: string, media: Media, kind: FileKind): Promise<OutgoingAttachment> {
    const { source } = media;
    const stored =
      source.kind === "link"
        ? await this.#media.fetchLink(number, source.link, kind)
        : await this.#media.find(source.id);
    const file = stored && (await this.#media.open(stored.id));
    if (stored === undefined || file === undefined)
      throw new GraphError(131053, { details: "The media is not kept any more." });
    const [type = stored.type] = stored.type.split(";");
    return {
      file,
      kind,
      type: stored.type,
      name: media.filename ?? stored.filename ?? `${kind}.${EXTENSIONS[type.trim()] ?? "bin"}`,
      ...(media.voice && { voice: true }),
      ...(media.caption && { caption: media.caption }),
    };
  }
}
