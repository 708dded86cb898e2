import type { Database } from "@culver/storage";
import { newNodeId } from "../graph/index.ts";
import type { StoredMedia } from "../model/index.ts";
import type { OutgoingOptions } from "../outgoing/index.ts";
import type { BusinessMedia } from "./business-media.ts";
import { linkFetcher } from "./fetch-link.ts";
import { openFolders } from "./folders.ts";
import { octetsOf } from "./octets.ts";
import { limitOf, refusedMedia, requireSound, tooLarge } from "./refusals.ts";
import { deleteMedia, findMedia, insertMedia, type MediaOrigin, usedBytes } from "./rows.ts";
import { defaultMediaSettings, type MediaSettings } from "./settings.ts";
import { openSigner } from "./signed-urls.ts";
import { sniffType } from "./sniff.ts";
import { stageFile } from "./staging.ts";
import { sweepMedia } from "./sweep.ts";
import { mimeType } from "./types.ts";
import { openUploads } from "./uploads.ts";

export interface MediaOptions {
  /** Migrated with BUSINESS_MIGRATIONS. */
  readonly database: Database;
  /** Where files are kept; made when it is not there. */
  readonly folder: string;
  /** How this server is reached: addresses of files begin with it. */
  readonly publicUrl: string;
  readonly settings?: Partial<MediaSettings>;
  /** How links are fetched. */
  readonly reach?: Pick<OutgoingOptions, "allow" | "resolve" | "ca">;
  readonly log?: { warn(fields: Readonly<Record<string, unknown>>, message: string): void };
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Longest file name that is kept, characters. */
const MAX_NAME = 240;
const FOREVER = 8_640_000_000_000_000;

export async function openMedia(options: MediaOptions): Promise<BusinessMedia> {
  const { database, publicUrl, now = Date.now } = options;
  const settings: MediaSettings = { ...defaultMediaSettings, ...options.settings };
  const folders = await openFolders(options.folder);
  const signer = await openSigner(database, publicUrl, now);
  const longest = Math.max(settings.incomingBytes, ...Object.values(settings.maxBytes));
  const expiry: Readonly<Record<MediaOrigin, () => number>> = {
    upload: () => now() + settings.uploadedMs,
    link: () => now() + settings.uploadedMs,
    incoming: () => now() + settings.incomingMs,
    profile: () => FOREVER,
  };

  const stage: BusinessMedia["stage"] = (body, maxBytes = longest) =>
    stageFile(folders.incoming, body, Math.min(maxBytes, longest));

  const keep: BusinessMedia["keep"] = async (number, file, { type: told, filename, origin }) => {
    const type = mimeType(told) ?? sniffType(file.head) ?? "application/octet-stream";
    if (origin === "incoming") {
      if (file.size > settings.incomingBytes) throw tooLarge(settings.incomingBytes);
    } else requireSound(type, file.size, file.head, settings);
    if (settings.quotaBytes > 0 && (await usedBytes(database, number)) + file.size > settings.quotaBytes) {
      throw refusedMedia("This phone number's files take all the room they may.");
    }
    const name = filename && cleanName(filename);
    const id = newNodeId();
    const media: StoredMedia = {
      ...{ id, number, type, size: file.size, sha256: file.sha256, expiresAt: expiry[origin]() },
      ...(name && { filename: name }),
    };
    // The file first: a row promises that it is there.
    await file.moveTo(folders.fileOf(id));
    await insertMedia(database, media, origin, now());
    return media;
  };

  const find = (id: string) => findMedia(database, id, now());
  const file = (id: string) => Bun.file(folders.fileOf(id));
  const sweep = () => sweepMedia({ database, folders, now: now(), strayMs: settings.strayMs });
  let sweeping: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = sweep().catch((error: unknown) => {
      options.log?.warn(
        { error: error instanceof Error ? error.name : typeof error },
        "media were not swept",
      );
    });
  }, settings.sweepMs);
  timer.unref();

  return {
    async put(number, { body, type, filename }, origin) {
      const maxBytes = origin === "upload" ? limitOf(mimeType(type) ?? "", settings) : settings.incomingBytes;
      await using staged = await stage(body instanceof Uint8Array ? body : octetsOf(body), maxBytes);
      return await keep(number, staged, { type, filename, origin });
    },
    find,
    async open(id) {
      if ((await find(id)) === undefined) return undefined;
      return (await file(id).exists()) ? file(id) : undefined;
    },
    fetchLink: linkFetcher({ stage, keep, find, settings, reach: options.reach ?? {}, now }),
    signedUrl: (id) => signer.sign(id, now() + settings.urlMs),
    publicUrl: (id) => signer.sign(id, 0),
    async delete(id) {
      const isGone = await deleteMedia(database, id);
      if (isGone)
        await file(id)
          .delete()
          .catch(() => undefined);
      return isGone;
    },
    stage,
    keep,
    longest,
    signer,
    uploads: openUploads({ database, folders, settings, now }),
    sweep,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await sweeping;
    },
  };
}

/** A name without folders, and without what would hide how it ends: control characters and changes of direction. */
function cleanName(name: string): string {
  const last = name.replaceAll("\\", "/").split("/").at(-1) ?? "";
  const shown = last.replace(/\p{Cc}|\p{Surrogate}|\p{Bidi_Control}/gu, "");
  return [...shown].slice(-MAX_NAME).join("");
}
