import { isApiPath } from "../api/index.ts";

/** An upload's path as clients write it that encode its colon. */
const UPLOAD = /^\/upload%3A/i;

/** Which part of a business's process a path belongs to; undefined: none. The inbox's page itself is a file of the web. */
export function partOf(pathname: string): "graph" | "inbox" | "media" | "admin" | "docs" | undefined {
  if (pathname.startsWith("/business/")) {
    const [, , word = ""] = pathname.split("/");
    if (word === "api") return "inbox";
    if (word === "media" || word === "qr") return "media";
    if (word === "admin") return "admin";
    return word === "openapi.json" || word === "reference" ? "docs" : undefined;
  }
  return isApiPath(pathname) || UPLOAD.test(pathname) ? "graph" : undefined;
}
