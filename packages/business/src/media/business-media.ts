import type { MediaStore, StoredMedia } from "../model/index.ts";
import type { MediaOrigin } from "./rows.ts";
import type { UrlSigner } from "./signed-urls.ts";
import type { StagedFile } from "./staging.ts";
import type { Uploads } from "./uploads.ts";

/** The files of a business, with what only the API's own door needs. */
export interface BusinessMedia extends MediaStore, AsyncDisposable {
  /** Takes a body in that nobody owns yet. @throws GraphError 131053 beyond `maxBytes`, or the longest there is */
  stage(body: AsyncIterable<Uint8Array> | Uint8Array, maxBytes?: number): Promise<StagedFile>;
  /** Makes a medium of what was staged; on disk, with its row, when it resolves. @throws GraphError 131053 */
  keep(
    number: string,
    file: StagedFile,
    terms: { readonly type: string; readonly filename?: string | undefined; readonly origin: MediaOrigin },
  ): Promise<StoredMedia>;
  /** An address that anybody may read for ever: a profile's picture. */
  publicUrl(id: string): string;
  /** Octets of the longest file that is taken. */
  readonly longest: number;
  readonly signer: UrlSigner;
  readonly uploads: Uploads;
  /** Removes what has expired, and files and rows that lack each other. Runs by itself too. */
  sweep(): Promise<void>;
}
