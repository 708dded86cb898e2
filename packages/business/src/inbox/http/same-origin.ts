import { InboxError } from "../errors.ts";

/**
 * Refuses what another site's page, or no page at all, has sent: browsers say where a request comes from by
 * `Sec-Fetch-Site` and `Origin`, and no page can change either.
 * @throws InboxError 403
 */
export function requireSameOrigin(request: Request, publicUrl: URL): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const isOurs = origin === null ? site === "same-origin" : isSameHost(origin, request, publicUrl);
  if (isOurs && (site === null || site === "same-origin")) return;
  throw new InboxError(403, "other_site", "This was not sent from the inbox's own page.");
}

/** The page's own address, or the one that this request was made to: a proxy may have changed it. */
function isSameHost(origin: string, request: Request, publicUrl: URL): boolean {
  if (origin === publicUrl.origin) return true;
  const host = request.headers.get("host");
  return host !== null && URL.canParse(origin) && new URL(origin).host === host;
}
