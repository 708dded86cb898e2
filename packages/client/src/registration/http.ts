import { ClientError } from "../errors.ts";
import { codeMethodsOf } from "./code-methods.ts";

export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

export interface Bearer {
  readonly account: string;
  readonly device: string;
  readonly token: string;
}

const TIMEOUT_MS = 30_000;

/** The server's JSON calls. Every refusal is a ClientError with the server's code and words. */
export class Http {
  readonly #fetch: Fetch;
  readonly #serverUrl: string;

  constructor(fetch: Fetch, serverUrl: string) {
    this.#fetch = fetch;
    this.#serverUrl = serverUrl.replace(/\/+$/, "");
  }

  /** Throws ClientError: the server's codes, `network` when there is no answer, `server_error` when it makes no sense. */
  async call(
    method: "GET" | "POST" | "PUT" | "DELETE",
    path: string,
    options: { readonly body?: object; readonly bearer?: Bearer } = {},
  ): Promise<Readonly<Record<string, unknown>>> {
    const response = await this.#send(method, path, options);
    const body = await readJson(response);
    if (!response.ok) throw refusal(response, body);
    return body;
  }

  async #send(
    method: string,
    path: string,
    { body, bearer }: { readonly body?: object; readonly bearer?: Bearer },
  ): Promise<Response> {
    try {
      return await this.#fetch(this.#serverUrl + path, {
        method,
        headers: {
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(bearer === undefined
            ? {}
            : { authorization: `Bearer ${bearer.account}/${bearer.device}:${bearer.token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw unreachable(cause);
    }
  }
}

function unreachable(cause: unknown): ClientError {
  const message = "The server could not be reached. Check the connection and try again.";
  return new ClientError("network", message, { cause });
}

async function readJson(response: Response): Promise<Readonly<Record<string, unknown>>> {
  if (response.status === 204) return {};
  try {
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function refusal(response: Response, body: Readonly<Record<string, unknown>>): ClientError {
  const error = typeof body.error === "object" && body.error !== null ? body.error : {};
  const fields = error as Readonly<Record<string, unknown>>;
  const code = typeof fields.code === "string" ? fields.code : "server_error";
  const message = typeof fields.message === "string" ? fields.message : "The server could not do that.";
  return new ClientError(code, message, {
    retryAfter: numberOf(fields.retry_after) ?? numberOf(response.headers.get("retry-after")),
    triesLeft: numberOf(fields.tries_left),
    methods: codeMethodsOf(fields.methods),
  });
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** A text the server's answer must have. Throws ClientError `server_error`. */
export function requireText(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  throw new ClientError("server_error", "The server's answer could not be understood.");
}

/** A number the server's answer must have. Throws ClientError `server_error`. */
export function requireNumber(body: Readonly<Record<string, unknown>>, name: string): number {
  const value = body[name];
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new ClientError("server_error", "The server's answer could not be understood.");
}
