import { utf8 } from "./bytes.ts";
import { MalformedError } from "./errors.ts";

/** Length limit of account and device ids, in bytes of UTF-8. */
const MAX_IDENTIFIER_BYTES = 64;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/u;

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Returns the id if it is 1–64 bytes of well-formed UTF-8 without control characters; MalformedError otherwise. */
export function checkIdentifier(id: string): string {
  const length = utf8(id).length;
  if (length < 1 || length > MAX_IDENTIFIER_BYTES || CONTROL.test(id) || LONE_SURROGATE.test(id))
    throw new MalformedError("identifier must be 1 to 64 bytes without control characters");
  return id;
}
