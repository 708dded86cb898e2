import type { SessionView } from "@culver/business/inbox-api";

/** Calls below /business/api. `path` begins with a slash; rejects with an Error that has `code` and `message`. */
export interface InboxApi {
  get<T>(path: string): Promise<T>;
  send<T>(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<T>;
}

/** What each of these pages is given. */
export interface PageProps {
  readonly api: InboxApi;
  readonly session: SessionView;
}

/** One try to hand an event over: GET /webhooks/{seq}/attempts. */
export interface AttemptView {
  readonly n: number;
  readonly at: number;
  readonly latencyMs: number;
  /** The answer's HTTP status, if there was an answer. */
  readonly status?: number | null;
  /** Nothing when it was taken. */
  readonly failure?: string | null;
}
