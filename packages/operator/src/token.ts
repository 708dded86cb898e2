import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const BYTES = 32;
const FILE = "operator.token";

/**
 * The token by which the operator's commands prove that they may read the data folder: made at the first start, readable
 * by the owner of the folder alone.
 */
export function createToken(data: string): string {
  const path = join(data, FILE);
  if (existsSync(path)) return readFileSync(path, "utf8").trim();
  const token = randomBytes(BYTES).toString("base64url");
  writeFileSync(path, `${token}\n`, { mode: 0o600, flag: "wx" });
  chmodSync(path, 0o600);
  return token;
}

/** The token of a server that has been started on this folder; undefined when there is none, or it may not be read. */
export function readToken(data: string): string | undefined {
  try {
    return readFileSync(join(data, FILE), "utf8").trim();
  } catch {
    return undefined;
  }
}

/** Whether an Authorization header bears the token; in constant time. */
export function bears(authorization: string | undefined, token: string): boolean {
  return timingSafeEqual(digest(authorization ?? ""), digest(`Bearer ${token}`));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}
