const DEFAULT_PORTS: Readonly<Record<string, string>> = { "http:": "80", "https:": "443" };

/**
 * Whether the operator's list names the URL's host: `hooks.internal` (any port) or `hooks.internal:8080`, an address as
 * it stands in a URL (`10.0.0.7`, `[fd00::7]:8080`). Exact, without regard to case; no patterns.
 */
export function isAllowedHost(url: URL, allow: readonly string[]): boolean {
  const host = url.hostname.toLowerCase();
  const withPort = `${host}:${url.port || DEFAULT_PORTS[url.protocol]}`;
  return allow.some((entry) => {
    const named = entry.trim().toLowerCase();
    return named === host || named === withPort;
  });
}
