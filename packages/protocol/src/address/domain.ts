/** A host name in lower case, without port and without trailing dot. */
export type Domain = string;

export class InvalidDomainError extends Error {
  override readonly name = "InvalidDomainError";
}

const SHAPE = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** Labels of 1 to 63 letters, digits and inner hyphens, 253 characters in all (RFC 1123 section 2.1). */
export function isValidDomain(text: string): boolean {
  return text.length <= 253 && SHAPE.test(text);
}

/** Throws InvalidDomainError unless the text is a domain. */
export function ensureValidDomain(text: string): void {
  if (!isValidDomain(text)) throw new InvalidDomainError("a domain is a lower-case host name without port");
}

/** Lower-cases and strips a trailing dot. Throws InvalidDomainError when the result is no domain. */
export function normaliseDomain(text: string): Domain {
  const domain = text.toLowerCase().replace(/\.$/, "");
  ensureValidDomain(domain);
  return domain;
}
