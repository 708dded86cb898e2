import type { HttpRequest, HttpResponse, HttpStack } from "tus-js-client";
import type { MediaServer } from "./media-server.ts";

/**
 * tus' requests by fetch, which every runtime has: XMLHttpRequest and node:http are each known to some only. They go to the
 * server's uploads and nowhere else, wherever it says that an upload is: they carry the device's token.
 */
export function fetchStack(server: MediaServer): HttpStack {
  return { getName: () => "fetch", createRequest: (method, url) => createRequest(server, method, url) };
}

function createRequest({ fetch, endpoint }: MediaServer, method: string, url: string): HttpRequest {
  const headers = new Headers();
  const aborted = new AbortController();
  return {
    getMethod: () => method,
    getURL: () => url,
    setHeader: (name, value) => headers.set(name, value),
    getHeader: (name) => headers.get(name) ?? undefined,
    setProgressHandler: () => undefined,
    async send(body: BodyInit | null | undefined) {
      if (url !== endpoint && !url.startsWith(`${endpoint}/`)) throw new TypeError("an upload is elsewhere");
      const init = { method, headers, signal: aborted.signal, ...(body == null ? {} : { body }) };
      const response = await fetch(url, init);
      return answer(response, await response.text());
    },
    abort: async () => aborted.abort(),
    getUnderlyingObject: () => undefined,
  };
}

function answer(response: Response, body: string): HttpResponse {
  return {
    getStatus: () => response.status,
    getHeader: (name) => response.headers.get(name) ?? undefined,
    getBody: () => body,
    getUnderlyingObject: () => response,
  };
}
