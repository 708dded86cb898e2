import { inboxWords } from "../../words/inbox.ts";

const base = "/business/api";

interface InboxErrorOptions extends ErrorOptions {
  readonly code: string;
  readonly status: number;
}

/** The server refused, or could not be reached: then `code` is "offline" and `status` 0. `message` is for a person. */
export class InboxError extends Error {
  override readonly name = "InboxError";
  readonly code: string;
  readonly status: number;
  constructor(message: string, { code, status, ...options }: InboxErrorOptions) {
    super(message, options);
    this.code = code;
    this.status = status;
  }
}

interface Refusal {
  readonly error?: { readonly code?: string; readonly message?: string };
}

/** What a refusal says, whatever its form. */
export function refusalOf(status: number, body: string): InboxError {
  let refusal: Refusal | undefined;
  try {
    refusal = JSON.parse(body) as Refusal;
  } catch {
    // A proxy's page of HTML, for one.
  }
  return new InboxError(refusal?.error?.message ?? inboxWords.app.failed, {
    code: refusal?.error?.code ?? "failed",
    status,
  });
}

/** Where a call or file is. */
export function addressOf(path: string): string {
  return path.startsWith(`${base}/`) ? path : base + path;
}

/** One call below /business/api. @throws InboxError */
export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(addressOf(path), {
      method,
      credentials: "same-origin",
      ...(body !== undefined && {
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    });
    text = await response.text();
  } catch (cause) {
    throw new InboxError(inboxWords.app.noConnection, { code: "offline", status: 0, cause });
  }
  if (!response.ok) throw refusalOf(response.status, text);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** Puts values that are there into a query. */
export function query(values: Readonly<Record<string, string | number | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    if (value !== undefined) search.set(name, String(value));
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}
