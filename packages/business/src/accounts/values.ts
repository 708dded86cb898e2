import { GraphError } from "../graph/index.ts";

/** Longest name of a business or a number, code points. */
const MAX_NAME = 128;
const MAX_FIELDS = 64;

/** A name as it is kept. @throws GraphError 100 */
export function nameOf(text: string): string {
  const name = text.trim().normalize("NFC");
  // Control characters have no place in what customers see as a name.
  if (name === "" || [...name].length > MAX_NAME || /\p{Cc}/u.test(name)) {
    throw new GraphError(100, {
      details: `A name has 1 to ${MAX_NAME} characters, none of them a control character.`,
    });
  }
  return name;
}

/** Names of webhook fields. @throws GraphError 100 */
export function fieldNames(fields: readonly string[]): readonly string[] {
  if (fields.length > MAX_FIELDS || fields.some((field) => !/^[a-z_]{1,64}$/.test(field))) {
    throw new GraphError(100, { details: "Webhook fields are names of lower-case letters and underscores." });
  }
  return [...new Set(fields)];
}

/** @throws GraphError 100 for a time that has passed */
export function expiry(expiresAt: number | undefined, now: number): number | null {
  if (expiresAt === undefined) return null;
  if (Number.isSafeInteger(expiresAt) && expiresAt > now) return expiresAt;
  throw new GraphError(100, { details: "A token expires in the future." });
}

export function numberTaken(): GraphError {
  return new GraphError(100, { details: "This number belongs to a business here already." });
}
