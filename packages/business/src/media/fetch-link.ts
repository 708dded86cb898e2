import { GraphError } from "../graph/index.ts";
import type { MediaStore, StoredMedia } from "../model/index.ts";
import {
  AnswerTooLargeError,
  guardedRequest,
  OutgoingError,
  type OutgoingOptions,
} from "../outgoing/index.ts";
import type { BusinessMedia } from "./business-media.ts";
import { octetsOf } from "./octets.ts";
import { refusedMedia, tooLarge } from "./refusals.ts";
import type { MediaSettings } from "./settings.ts";
import { sniffType } from "./sniff.ts";
import type { StagedFile } from "./staging.ts";
import { FairTurns } from "./turns.ts";
import { kindOfType, type MediaKind, mimeType } from "./types.ts";

export interface FetchOptions extends Pick<BusinessMedia, "keep" | "find"> {
  readonly stage: BusinessMedia["stage"];
  readonly settings: MediaSettings;
  readonly reach: Pick<OutgoingOptions, "allow" | "resolve" | "ca">;
  readonly now: () => number;
}

/** Most links that are remembered. */
const MAX_REMEMBERED = 10_000;

interface Remembered {
  readonly media: Promise<StoredMedia>;
  readonly until: number;
}

/** Fetches media by link (section 3): guarded, straight to disk, once for all who ask within `linkMs`. */
export function linkFetcher(options: FetchOptions): MediaStore["fetchLink"] {
  const { settings, now, find } = options;
  const remembered = new Map<string, Remembered>();
  const turns = new FairTurns(settings.fetches, settings.fetchesPerNumber);

  return async (number, link, kind) => {
    const key = `${number} ${kind} ${link}`;
    const held = remembered.get(key);
    if (held !== undefined && held.until > now()) {
      const media = await held.media;
      if ((await find(media.id)) !== undefined) return media;
    }
    const media = turns.take(number, () => fetchLink(number, link, kind, options));
    remembered.delete(key);
    remembered.set(key, { media, until: now() + settings.linkMs });
    const oldest = remembered.keys().next();
    if (remembered.size > MAX_REMEMBERED && oldest.value !== undefined) remembered.delete(oldest.value);
    // What failed is tried again by the next who asks.
    media.catch(() => remembered.get(key)?.media === media && remembered.delete(key));
    return await media;
  };
}

async function fetchLink(
  number: string,
  link: string,
  kind: MediaKind,
  { stage, keep, settings, reach }: FetchOptions,
): Promise<StoredMedia> {
  const limit = settings.maxBytes[kind];
  const pipe = new TransformStream<Uint8Array, Uint8Array>();
  const writer = pipe.writable.getWriter();
  const staging = stage(octetsOf(pipe.readable), limit);
  const asking = guardedRequest(link, {
    ...reach,
    headers: { accept: "*/*", "user-agent": "facebookexternalua" },
    timeoutMs: settings.fetchMs,
    maxBytes: limit,
    onBody: (chunk) => writer.write(chunk),
  }).then(
    (answer) => writer.close().then(() => answer),
    (error: unknown) => writer.abort(error).then(() => Promise.reject(error)),
  );
  const [staged, asked] = await Promise.allSettled([staging, asking]);
  if (staged.status === "fulfilled") {
    await using file = staged.value;
    if (asked.status === "rejected") throw downloadFailed(asked.reason, limit);
    const { status, headers, url } = asked.value;
    if (status !== 200) throw new GraphError(131052, { details: `The link answers with status ${status}.` });
    const type = typeFor(kind, headers["content-type"], file);
    return await keep(number, file, { type, filename: nameIn(url), origin: "link" });
  }
  // Whichever failed first is what the file failed with.
  throw downloadFailed(staged.reason, limit);
}

/** What the link's file is sent as. @throws GraphError 131053 when it is nothing of the kind asked for */
function typeFor(kind: MediaKind, told: string | undefined, file: StagedFile): string {
  const shown = sniffType(file.head);
  const type = mimeType(told) ?? shown;
  if (kind === "document") return type ?? "application/octet-stream";
  for (const candidate of [type, shown]) {
    if (candidate !== undefined && kindOfType(candidate) === kind) return candidate;
  }
  throw refusedMedia(`The link does not lead to a file that can be sent as ${kind}.`);
}

function downloadFailed(error: unknown, limit: number): unknown {
  if (error instanceof AnswerTooLargeError) return tooLarge(limit);
  if (!(error instanceof OutgoingError)) return error;
  return new GraphError(131052, {
    details: `The link could not be fetched: ${error.failure}.`,
    cause: error,
  });
}

function nameIn(url: string): string | undefined {
  const last = URL.parse(url)?.pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(last) || undefined;
  } catch {
    return undefined;
  }
}
