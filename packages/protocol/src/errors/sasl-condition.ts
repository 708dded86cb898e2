/** The defined SASL failure conditions (RFC 6120 section 6.5). */
export const SASL_CONDITIONS = [
  "aborted",
  "account-disabled",
  "credentials-expired",
  "encryption-required",
  "incorrect-encoding",
  "invalid-authzid",
  "invalid-mechanism",
  "malformed-request",
  "mechanism-too-weak",
  "not-authorized",
  "temporary-auth-failure",
] as const;

export type SaslCondition = (typeof SASL_CONDITIONS)[number];

const known: ReadonlySet<string> = new Set(SASL_CONDITIONS);

export function isSaslCondition(name: string): name is SaslCondition {
  return known.has(name);
}
