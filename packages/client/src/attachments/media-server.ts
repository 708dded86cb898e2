import type { DeviceKeys } from "../core/device-keys.ts";
import type { Fetch } from "../registration/http.ts";

/** Where the server takes and gives files. */
export interface MediaServer {
  readonly fetch: Fetch;
  /** Where uploads are created. */
  readonly endpoint: string;
  /** The server's address for others, without a slash at the end. */
  readonly linkUrl: string;
  urlOf(media: string): string;
  /** Who uploads. */
  headers(): Record<string, string>;
}

export function mediaServer(
  {
    fetch,
    serverUrl,
    linkUrl,
  }: { readonly fetch: Fetch; readonly serverUrl: string; readonly linkUrl: string },
  keys: DeviceKeys,
): MediaServer {
  const base = serverUrl.replace(/\/+$/, "");
  const endpoint = `${base}/v1/media`;
  return {
    fetch,
    endpoint,
    linkUrl: linkUrl.replace(/\/+$/, ""),
    urlOf: (media) => `${endpoint}/${media}`,
    headers: () => {
      const { account, device, token } = keys.self;
      return { authorization: `Bearer ${account}/${device}:${token}` };
    },
  };
}

/** Deletes an upload; false when the server could not be asked. What it answers to it is the end of the matter. */
export async function terminateUpload(server: MediaServer, url: string): Promise<boolean> {
  if (!url.startsWith(`${server.endpoint}/`)) return true;
  try {
    const headers = { ...server.headers(), "tus-resumable": "1.0.0" };
    await server.fetch(url, { method: "DELETE", headers });
    return true;
  } catch {
    return false;
  }
}
