import { isBodyHash, isSigned } from "./signature.ts";

/** The first value of each field. */
export type WebhookFields = Readonly<Record<string, string | undefined>>;

/** A request that did not come from the carrier, or is not to be understood. */
export interface Refusal {
  readonly status: 400 | 403;
  readonly words: string;
}

export interface WebhookRequest {
  /** As the carrier addressed it, query included. */
  readonly url: string;
  readonly contentType: string;
  readonly signature: string;
  readonly body: Uint8Array;
}

const FORGED: Refusal = { status: 403, words: "the signature is missing or wrong" };
const MALFORMED: Refusal = { status: 400, words: "the body is malformed" };

/** The fields of a request that the holder of the token has signed: of a form, or of a JSON object with its hash in the URL. */
export function signedFields(authToken: string, request: WebhookRequest): WebhookFields | Refusal {
  const { url, signature, body } = request;
  const hash = /[?&]bodySHA256=([0-9A-Fa-f]{64})(&|$)/.exec(url)?.[1];
  if (hash !== undefined && !isFormType(request.contentType)) {
    const isGenuine = isSigned(authToken, signature, url, new Map());
    return isGenuine && isBodyHash(body, hash) ? jsonFields(body) : FORGED;
  }
  const form = new URLSearchParams(new TextDecoder().decode(body));
  const values = new Map([...new Set(form.keys())].map((name) => [name, form.getAll(name)]));
  if (!isSigned(authToken, signature, url, values)) return FORGED;
  return fieldsOf([...values].map(([name, all]) => [name, all[0]]));
}

export function isRefusal(fields: WebhookFields | Refusal): fields is Refusal {
  return typeof fields.status === "number";
}

function isFormType(contentType: string): boolean {
  return contentType.toLowerCase().startsWith("application/x-www-form-urlencoded");
}

function jsonFields(body: Uint8Array): WebhookFields | Refusal {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    if (typeof value !== "object" || value === null || Array.isArray(value)) return MALFORMED;
    const plain = Object.entries(value).filter(([, each]) => ["string", "number"].includes(typeof each));
    return fieldsOf(plain.map(([name, each]) => [name, String(each)]));
  } catch {
    return MALFORMED;
  }
}

/** Without a prototype, so that no field's name means more than itself. */
function fieldsOf(entries: readonly (readonly [string, string | undefined])[]): WebhookFields {
  return Object.assign(Object.create(null) as object, Object.fromEntries(entries));
}
