import type { z } from "zod";
import type { FieldSelection } from "../graph/index.ts";
import type { Access, App, Business, BusinessNumber, Scope, StoredMedia } from "../model/index.ts";
import type { ApiContext } from "./options.ts";
import type { Flow } from "./store/flows.ts";

/** What an id in a path can stand for. */
export interface Nodes {
  readonly number: BusinessNumber;
  readonly business: Business;
  readonly app: App;
  readonly media: { readonly media: StoredMedia; readonly number: BusinessNumber };
  readonly template: { readonly id: string; readonly business: string };
  readonly flow: Flow;
  /** The path begins with a word. */
  readonly none: undefined;
}

export type NodeKind = keyof Nodes;

/** A request that is allowed, and whose words are checked. */
export interface Call<Kind extends NodeKind = NodeKind, Input = unknown> {
  readonly context: ApiContext;
  readonly request: Request;
  readonly url: URL;
  /** "v23.0". */
  readonly version: string;
  readonly access: Access;
  readonly node: Nodes[Kind];
  /** The path's last part, where the endpoint has a variable one. */
  readonly rest: string;
  readonly input: Input;
  /** Query and body as they came, without nulls, before `input` was checked. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly fields: FieldSelection | undefined;
}

interface Described<Kind extends NodeKind> {
  /** Stable: "POST /{phone-id}/messages". */
  readonly id: string;
  /** Of the specification's table of endpoints. */
  readonly priority: 1 | 2;
  readonly node: Kind;
  /** Undefined: no token is needed. */
  readonly scope: Scope | undefined;
  readonly summary: string;
  /** `multipart` with a file, and `octets`, are read by the endpoint itself. */
  readonly body?: "multipart" | "octets";
}

/** One thing that can be asked, as the description of the API, its tests and its router know it. */
export interface Endpoint<Kind extends NodeKind = NodeKind, Input = unknown> extends Described<Kind> {
  readonly method: "GET" | "POST" | "DELETE";
  /** Without version: "/{phone-id}/messages". */
  readonly path: string;
  /** Query and body together, as Graph takes either. */
  readonly input: z.ZodType<Input>;
  readonly answer: z.ZodType;
  run(call: Call<Kind, Input>): Promise<unknown>;
}

/** An endpoint; method and path are in its id. */
export function endpoint<Kind extends NodeKind, Input>(
  described: Described<Kind> & Pick<Endpoint<Kind, Input>, "input" | "answer" | "run">,
): Endpoint<Kind, Input> {
  const [method, path] = described.id.split(" ");
  if ((method !== "GET" && method !== "POST" && method !== "DELETE") || path === undefined) {
    throw new TypeError(`not an endpoint's id: ${described.id}`);
  }
  return { ...described, method, path };
}
