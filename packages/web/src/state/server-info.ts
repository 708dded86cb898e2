/** What `GET /v1/server` says (docs/protocol.md, "HTTP"). */
export interface ServerInfo {
  readonly domain: string;
  readonly name: string;
  readonly version: string;
  readonly sandbox: boolean;
  readonly country?: string;
}

/** Undefined while the server cannot be reached: the app works on without. */
export async function fetchServerInfo(serverUrl: string): Promise<ServerInfo | undefined> {
  try {
    const response = await fetch(new URL("/v1/server", serverUrl), { credentials: "omit" });
    if (!response.ok) return undefined;
    const { domain, name, version, sandbox, country } = (await response.json()) as Partial<
      Record<keyof ServerInfo, unknown>
    >;
    return {
      domain: String(domain),
      name: String(name ?? domain),
      version: String(version ?? ""),
      sandbox: sandbox === true,
      ...(typeof country === "string" && { country }),
    };
  } catch {
    return undefined;
  }
}
