import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { inlineHashes } from "./inline-hashes.ts";
import { type StaticFile, staticFile } from "./static-file.ts";

/** Built files that carry a hash of their content in their name never change. */
const HASHED = /^\/assets\/.+-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

/** Links to files (docs/protocol.md, "Media"): one page for all of them, which reads the rest of its address itself. */
const LINK = /^\/m\/[A-Za-z0-9_-]+\/?$/;

/**
 * The files of a folder, read once when it is opened, so that no request can reach another file and none waits for the
 * disk. A path that is no file and looks like a page of the app is answered with index.html.
 */
export class StaticFiles {
  readonly #files: ReadonlyMap<string, StaticFile>;
  readonly hashes: { readonly scriptHashes: readonly string[]; readonly styleHashes: readonly string[] };

  private constructor(files: ReadonlyMap<string, StaticFile>, index: string) {
    this.#files = files;
    this.hashes = inlineHashes(index);
  }

  /** @throws when the folder cannot be read. */
  static async open(folder: string): Promise<StaticFiles> {
    const files = new Map<string, StaticFile>();
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const url = `/${relative(folder, path).split(sep).join("/")}`;
      files.set(url, staticFile(url, await readFile(path)));
    }
    const index = files.get("/index.html");
    return new StaticFiles(files, index === undefined ? "" : new TextDecoder().decode(index.bytes));
  }

  /** The answer to a GET or HEAD, or undefined when there is no such file. */
  async serve(request: Request): Promise<Response | undefined> {
    if (request.method !== "GET" && request.method !== "HEAD") return undefined;
    const path = decoded(new URL(request.url).pathname);
    const file = path === undefined ? undefined : this.#find(path, request.headers.get("accept") ?? "");
    if (file === undefined || path === undefined) return undefined;
    const caching = HASHED.test(path) ? "public, max-age=31536000, immutable" : "no-cache";
    const response = this.#answer(request, file, LINK.test(path) ? "no-store" : caching);
    if (LINK.test(path)) response.headers.set("X-Robots-Tag", "noindex, nofollow");
    return response;
  }

  #find(path: string, accept: string): StaticFile | undefined {
    if (LINK.test(path)) return this.#files.get("/m/index.html");
    const file = this.#files.get(path.endsWith("/") ? `${path}index.html` : path);
    if (file !== undefined) return file;
    const page = !path.slice(path.lastIndexOf("/")).includes(".") && accept.includes("text/html");
    return page ? this.#files.get("/index.html") : undefined;
  }

  #answer(request: Request, file: StaticFile, caching: string): Response {
    const headers = new Headers({
      "Content-Type": file.type,
      "Cache-Control": caching,
      ETag: file.etag,
      ...(file.compressible ? { Vary: "Accept-Encoding" } : {}),
    });
    if (etagMatches(request.headers.get("if-none-match"), file.etag)) {
      return new Response(null, { status: 304, headers });
    }
    const gzip = file.compressible && acceptsGzip(request.headers.get("accept-encoding"));
    const body = gzip ? this.#gzipped(file) : file.bytes;
    if (gzip) headers.set("Content-Encoding", "gzip");
    headers.set("Content-Length", String(body.length));
    return new Response(request.method === "HEAD" ? null : body, { headers });
  }

  /** As the build left it beside the file, or compressed when first asked for. */
  #gzipped(file: StaticFile): Uint8Array<ArrayBuffer> {
    file.gzip ??= this.#files.get(`${file.path}.gz`)?.bytes ?? Bun.gzipSync(file.bytes, { level: 9 });
    return file.gzip;
  }
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function acceptsGzip(accept: string | null): boolean {
  return (accept ?? "")
    .split(",")
    .some((part) => /^\s*gzip\s*(;\s*q\s*=\s*(1|0?\.\d*[1-9]\d*))?\s*$/i.test(part));
}

/** If-None-Match compares weakly (RFC 9110 section 13.1.2). */
function etagMatches(header: string | null, etag: string): boolean {
  return (header ?? "").split(",").some((tag) => {
    const given = tag.trim();
    return given === "*" || given.replace(/^W\//, "") === etag.replace(/^W\//, "");
  });
}
