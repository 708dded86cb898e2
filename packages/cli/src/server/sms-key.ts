import { randomBytes } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";

const LENGTH = 32;

/** The key file cannot be used. The message names the file and none of its content. */
export class SmsKeyError extends Error {
  override readonly name = "SmsKeyError";
}

/** The 32 octets of a key file, which is made when there is none. @throws SmsKeyError */
export async function readOrMakeKey(path: string): Promise<Uint8Array> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await makeKey(path);
  const key = new Uint8Array(await readFile(path));
  if (key.length === LENGTH) return key;
  throw new SmsKeyError(`${path} (CULVER_SMS_KEY_FILE) does not hold ${LENGTH} octets`);
}

async function makeKey(path: string): Promise<void> {
  try {
    await using file = await open(path, "wx", 0o600);
    await file.writeFile(randomBytes(LENGTH));
    await file.sync();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
