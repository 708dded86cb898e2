import type { ResolveName } from "./resolve.ts";

export type OutgoingHeaders = Readonly<Record<string, string>>;

export interface OutgoingOptions {
  /** Default GET. */
  readonly method?: string;
  /** Host, Connection, Content-Length and Transfer-Encoding are ours and left out if given. */
  readonly headers?: OutgoingHeaders;
  readonly body?: Uint8Array | undefined;
  /** For everything together: name, connection, redirects, answer. Milliseconds; default 10 000. */
  readonly timeoutMs?: number;
  /** With nothing coming or going. Milliseconds; default 5 000. */
  readonly idleMs?: number;
  /** Longest body taken, octets after no decoding; default 1 MiB. */
  readonly maxBytes?: number;
  /** Hosts (`host` or `host:port`, exactly as in the URL) that may be private. */
  readonly allow?: readonly string[];
  /** Redirects followed, 0 to 3; default 3. With 0 a redirect is an answer like another. */
  readonly maxRedirects?: number;
  /** Resolve at the answer's head and hang up: its body is neither read nor waited for. */
  readonly headOnly?: boolean;
  /** Takes the body piece by piece, of whatever status; the answer's own is then empty. What it rejects with ends the request. */
  readonly onBody?: (chunk: Uint8Array) => Promise<void>;
  /** Authorities trusted besides the machine's own, PEM. */
  readonly ca?: string;
  readonly signal?: AbortSignal;
  /** Looks names up, once per request and redirect; default the system's resolver. */
  readonly resolve?: ResolveName;
}

export interface OutgoingAnswer {
  readonly status: number;
  /** By lower-case name; several of one name are joined by ", ". */
  readonly headers: OutgoingHeaders;
  /** Empty with `headOnly` and `onBody`. */
  readonly body: Uint8Array;
  /** Where the answer came from, after redirects. */
  readonly url: string;
}
