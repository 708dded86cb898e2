import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Database } from "@culver/storage";

/** Where signed addresses lead. */
export const MEDIA_PATH = "/business/media/";

/** Makes and checks addresses of files. Their signature is over what they name and when they end, nothing else. */
export interface UrlSigner {
  /** @param expiresAt milliseconds since 1970; 0: never. */
  sign(name: string, expiresAt: number): string;
  /** What a path and query of ours name; undefined when the signature is not good, or not any more. */
  check(url: URL): { readonly name: string; readonly isPublic: boolean } | undefined;
}

/** @param publicUrl how this server is reached, without a path's end: `https://culver.example`. */
export async function openSigner(
  database: Database,
  publicUrl: string,
  now: () => number,
): Promise<UrlSigner> {
  const key = await secretOf(database);
  const base = publicUrl.replace(/\/+$/, "");
  const digest = (name: string, ext: string) => createHmac("sha256", key).update(`${name}\n${ext}`).digest();
  return {
    sign(name, expiresAt) {
      const ext = String(Math.floor(expiresAt / 1_000));
      const hash = digest(name, ext).toString("base64url");
      return `${base}${MEDIA_PATH}${name}?ext=${ext}&hash=${hash}`;
    },
    check(url) {
      if (!url.pathname.startsWith(MEDIA_PATH)) return undefined;
      const name = url.pathname.slice(MEDIA_PATH.length);
      const ext = url.searchParams.get("ext") ?? "";
      if (!/^[0-9]{1,12}$/.test(ext) || name.length > 128) return undefined;
      const given = Buffer.from(url.searchParams.get("hash") ?? "", "base64url");
      const right = digest(name, ext);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      const isPublic = ext === "0";
      return isPublic || Number(ext) * 1_000 > now() ? { name, isPublic } : undefined;
    },
  };
}

/** The key of this database: made once, so that addresses survive a restart. */
async function secretOf(database: Database): Promise<Buffer> {
  const fresh = randomBytes(32).toString("base64url");
  await database.insertNew("business_media_keys", ["name", "secret"], [["urls", fresh]], ["name"]);
  const [row] = await database.query<{ secret: string }>(
    "SELECT secret FROM business_media_keys WHERE name = 'urls'",
  );
  return Buffer.from(row?.secret ?? fresh, "base64url");
}
