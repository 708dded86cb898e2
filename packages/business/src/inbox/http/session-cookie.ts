/** The cookie that holds a session's secret: for the page alone, and for no other site. */
export function sessionCookie(publicUrl: URL): {
  read(header: string | undefined): string | undefined;
  write(secret: string, maxAgeMs: number): string;
  clear(): string;
} {
  const isSecure = publicUrl.protocol === "https:";
  const name = isSecure ? "__Secure-culver-inbox" : "culver-inbox";
  const attributes = `Path=/business; HttpOnly; SameSite=Strict${isSecure ? "; Secure" : ""}`;
  return {
    read(header) {
      for (const pair of header?.split(";") ?? []) {
        const [key, value] = pair.trim().split("=");
        if (key === name && value && /^[A-Za-z0-9_-]{43}$/.test(value)) return value;
      }
      return undefined;
    },
    write: (secret, maxAgeMs) => `${name}=${secret}; Max-Age=${Math.floor(maxAgeMs / 1000)}; ${attributes}`,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
  };
}
