import { KEEP_DAYS, MIN_KEEP_DAYS } from "./media-terms.ts";

/**
 * The days an upload is to be kept, from tus' Upload-Metadata: nothing, or `days` and a number in Base64. Undefined for
 * anything else: names and types of files have no place here.
 */
export function keepDays(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === "") return KEEP_DAYS;
  const [, encoded] = /^days ([A-Za-z0-9+/]{1,8}={0,2})$/.exec(header.trim()) ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("latin1");
  if (!/^\d{1,3}$/.test(text)) return undefined;
  const days = Number(text);
  return days >= MIN_KEEP_DAYS && days <= KEEP_DAYS ? days : undefined;
}
