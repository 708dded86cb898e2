/** The defined stream error conditions (RFC 6120 section 4.9.3). Every one of them ends the stream. */
export const STREAM_CONDITIONS = [
  "bad-format",
  "bad-namespace-prefix",
  "conflict",
  "connection-timeout",
  "host-gone",
  "host-unknown",
  "improper-addressing",
  "internal-server-error",
  "invalid-from",
  "invalid-namespace",
  "invalid-xml",
  "not-authorized",
  "not-well-formed",
  "policy-violation",
  "remote-connection-failed",
  "reset",
  "resource-constraint",
  "restricted-xml",
  "see-other-host",
  "system-shutdown",
  "undefined-condition",
  "unsupported-encoding",
  "unsupported-feature",
  "unsupported-stanza-type",
  "unsupported-version",
] as const;

export type StreamCondition = (typeof STREAM_CONDITIONS)[number];

const known: ReadonlySet<string> = new Set(STREAM_CONDITIONS);

export function isStreamCondition(name: string): name is StreamCondition {
  return known.has(name);
}
