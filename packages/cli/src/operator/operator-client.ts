import { readToken } from "@culver/operator";
import type { Context } from "../command.ts";
import { loadConfig } from "../config/index.ts";

/** Signing a number up takes the server several calls to the relay. */
const TIMEOUT_MS = 60_000;

/** The running server did not do it, in words for the operator. */
export class OperatorCallError extends Error {
  override readonly name = "OperatorCallError";
  /** Of the server's answer; undefined when there was none. */
  readonly code: string | undefined;

  constructor(message: string, options: ErrorOptions & { readonly code?: string | undefined } = {}) {
    super(message, options);
    this.code = options.code;
  }
}

/** Flags by which every operator's command finds the running server: the same settings as the server's. */
export const SERVER_FLAGS = {
  data: { type: "string" },
  port: { type: "string" },
} as const;

export const SERVER_FLAGS_HELP =
  "Speaks to the server that runs on this machine: --data and --port are its CULVER_DATA and CULVER_PORT.";

export interface OperatorClient {
  /** @throws OperatorCallError */
  get<T>(path: string): Promise<T>;
  /** The answer as text. @throws OperatorCallError */
  text(path: string): Promise<string>;
  /** @throws OperatorCallError */
  post<T>(path: string, body: object): Promise<T>;
}

/**
 * A way to the server on this machine, with the token from its data folder.
 * @throws OperatorCallError when the folder has no token to read
 */
export function operatorClient(
  values: Readonly<{ data?: string | undefined; port?: string | undefined }>,
  { env, signal }: Context,
): OperatorClient {
  const flags = Object.entries(values).flatMap(([name, value]) =>
    (name === "data" || name === "port") && value !== undefined ? [`--${name}`, value] : [],
  );
  const { data, port, tlsCert } = loadConfig(flags, env, "start");
  const token = readToken(data);
  if (token === undefined) {
    throw new OperatorCallError(
      `${data} holds no operator.token that may be read: is this the data folder of a server that has been started?`,
    );
  }
  const origin = `${tlsCert === undefined ? "http" : "https"}://127.0.0.1:${port}`;
  const call = (path: string, init: RequestInit): Promise<Response> =>
    fetch(origin + path, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${token}`, host: `localhost:${port}` },
      // The certificate is for the public name; this is the machine itself.
      tls: { rejectUnauthorized: false },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    }).catch((cause: unknown) => {
      throw new OperatorCallError(`no server answers on port ${port} of this machine`, { cause });
    });
  return {
    get: async <T>(path: string) => (await answerOf(await call(path, {}))) as T,
    async text(path) {
      const response = await call(path, {});
      if (!response.ok) await answerOf(response);
      return response.text();
    },
    post: async <T>(path: string, body: object) =>
      (await answerOf(
        await call(path, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
      )) as T,
  };
}

async function answerOf(response: Response): Promise<unknown> {
  const text = await response.text();
  const body: unknown = text === "" ? undefined : parse(text);
  if (response.ok) return body;
  const { message = `the server answered ${response.status}`, code } = errorOf(body);
  throw new OperatorCallError(message, { code });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function errorOf(body: unknown): { message?: string; code?: string } {
  if (typeof body !== "object" || body === null || !("error" in body)) return {};
  const { error } = body;
  if (typeof error !== "object" || error === null) return {};
  return {
    ...("message" in error && typeof error.message === "string" ? { message: error.message } : {}),
    ...("code" in error && typeof error.code === "string" ? { code: error.code } : {}),
  };
}
