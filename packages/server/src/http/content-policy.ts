/** What a page of ours may load: nothing from elsewhere, no inline script but those whose hash is given. */
export interface PagePolicy {
  /** `'sha256-…'` of inline scripts and styles. */
  readonly scriptHashes?: readonly string[];
  readonly styleHashes?: readonly string[];
  /** Origins besides its own that the page may connect to: the stream's, where 'self' does not cover ws. */
  readonly connect?: readonly string[];
}

/** A Content-Security-Policy (CSP level 3). */
export function contentSecurityPolicy(policy: PagePolicy = {}): string {
  const { scriptHashes = [], styleHashes = [], connect = [] } = policy;
  return [
    "default-src 'none'",
    ["script-src 'self'", ...scriptHashes].join(" "),
    ["style-src 'self'", ...styleHashes].join(" "),
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    ["connect-src 'self'", ...connect].join(" "),
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
}

/** The stream's origin beside an HTTP one. */
export function streamOrigin(origin: URL): string {
  return `${origin.protocol === "https:" ? "wss:" : "ws:"}//${origin.host}`;
}

const NO_CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'";
const YEAR_S = 365 * 24 * 60 * 60;

/** Headers of every answer. What is no page loads nothing at all. */
export function securityHeaders(secure: boolean): Readonly<Record<string, string>> {
  return {
    "Content-Security-Policy": NO_CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=(self), payment=(), usb=()",
    ...(secure ? { "Strict-Transport-Security": `max-age=${YEAR_S}` } : {}),
  };
}
