export type { BusinessMedia } from "./business-media.ts";
export { octetsOf } from "./octets.ts";
export { type MediaOptions, openMedia } from "./open-media.ts";
export type { MediaSettings } from "./settings.ts";
export { MEDIA_PATH } from "./signed-urls.ts";
export type { StagedFile } from "./staging.ts";
export { kindOfType, LISTED_TYPES, type MediaKind, mimeType } from "./types.ts";
export type { UploadSession, Uploads } from "./uploads.ts";
