import { createHash } from "node:crypto";

export interface StaticFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** Weak: the compressed form counts as the same. */
  readonly etag: string;
  readonly compressible: boolean;
  gzip?: Uint8Array<ArrayBuffer>;
}

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  mjs: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json",
  map: "application/json",
  webmanifest: "application/manifest+json",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  png: "image/png",
  jpg: "image/jpeg",
  webp: "image/webp",
  ico: "image/x-icon",
  woff2: "font/woff2",
  wasm: "application/wasm",
};

const COMPRESSIBLE = new Set([
  "html",
  "js",
  "mjs",
  "css",
  "json",
  "map",
  "webmanifest",
  "svg",
  "txt",
  "wasm",
]);
/** Below it a gzip header saves nothing. */
const WORTH_COMPRESSING = 512;

export function staticFile(path: string, content: Uint8Array): StaticFile {
  const bytes = new Uint8Array(content);
  const extension = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  return {
    path,
    bytes,
    type: TYPES[extension] ?? "application/octet-stream",
    etag: `W/"${createHash("sha256").update(bytes).digest("base64url").slice(0, 27)}"`,
    compressible: COMPRESSIBLE.has(extension) && bytes.length >= WORTH_COMPRESSING,
  };
}
