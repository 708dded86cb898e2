import { createHash } from "node:crypto";

const SCRIPT = /<script(?![^>]*\ssrc\s*=)[^>]*>([\s\S]*?)<\/script>/gi;
const STYLE = /<style[^>]*>([\s\S]*?)<\/style>/gi;

/** CSP source hashes (CSP level 3, section 2.3.1) of the scripts and styles written into a page of our own. */
export function inlineHashes(html: string): { scriptHashes: string[]; styleHashes: string[] } {
  return { scriptHashes: hashes(html, SCRIPT), styleHashes: hashes(html, STYLE) };
}

function hashes(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(
    ([, text = ""]) => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`,
  );
}
