/** Graph's: `/v23.0/…`, and without the version what begins with an id, a word that Graph knows, or an upload. */
const GRAPH = /^\/(v[0-9]+\.[0-9]+|[0-9]+|debug_token|oauth|me|app|upload(:|%3A)[^/]*)(\/|$)/i;

/** Which part of a business's process a path belongs to; undefined: none. The inbox's page itself is a file of the web. */
export function partOf(pathname: string): "graph" | "inbox" | "media" | "admin" | "docs" | undefined {
  if (pathname.startsWith("/business/")) {
    const [, , word = ""] = pathname.split("/");
    if (word === "api") return "inbox";
    if (word === "media") return "media";
    if (word === "admin") return "admin";
    return word === "openapi.json" || word === "reference" ? "docs" : undefined;
  }
  return GRAPH.test(pathname) ? "graph" : undefined;
}
