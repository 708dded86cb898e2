import { GraphError } from "../graph/index.ts";
import type { Endpoint, NodeKind } from "./endpoint.ts";
import { ENDPOINTS } from "./table.ts";

/** What a path can mean. */
export interface Route {
  /** By the kind of node that its id turns out to be. */
  readonly byKind: ReadonlyMap<NodeKind, Endpoint>;
  readonly kinds: ReadonlySet<NodeKind>;
  /** The id in the path; "" where it begins with a word. */
  readonly id: string;
  /** The last part, where it is variable. */
  readonly rest: string;
}

type Routes = Map<string, Map<NodeKind, Endpoint>>;

const routes: Routes = new Map();
for (const endpoint of ENDPOINTS) {
  const key = `${endpoint.method} ${shapeOf(endpoint.path)}`;
  const byKind = routes.get(key) ?? new Map<NodeKind, Endpoint>();
  if (byKind.has(endpoint.node)) throw new TypeError(`two endpoints are ${endpoint.id}`);
  routes.set(key, byKind.set(endpoint.node, endpoint));
}

/** "/{phone-id}/message_qrdls/{code}" is "#/message_qrdls/*". */
function shapeOf(path: string): string {
  const parts = path.slice(1).split("/");
  return parts
    .map((part, index) => (part.startsWith("{") ? (index === 0 ? "#" : "*") : part.replace(/\{.*\}/, "*")))
    .join("/");
}

/**
 * Finds what a method and a path without version ask for. `me` and `app` are the token's own business and app.
 * @throws GraphError 100
 */
export function findRoute(method: string, path: string): Route {
  const parts = path.split("/").filter((part) => part !== "");
  const [first = "", second, ...more] = parts;
  if (method !== "GET" && method !== "POST" && method !== "DELETE") {
    throw new GraphError(100, { message: "(#100) Unsupported method", details: "Use GET, POST or DELETE." });
  }
  const isId = /^[0-9]/.test(first) || first === "me" || first === "app";
  const upload = first.startsWith("upload:") ? first.slice("upload:".length) : undefined;
  const head = upload !== undefined ? "upload:*" : isId ? "#" : first;
  const exact = [head, second, ...more].filter((part) => part !== undefined).join("/");
  const open = second === undefined || more.length !== 1 ? undefined : `${head}/${second}/*`;
  for (const shape of [exact, open]) {
    const byKind = shape === undefined ? undefined : routes.get(`${method} ${shape}`);
    if (byKind === undefined) continue;
    const rest = upload ?? (shape === open ? (more[0] ?? "") : "");
    return { byKind, kinds: new Set(byKind.keys()), id: isId ? first : "", rest };
  }
  throw new GraphError(100, {
    message: `Unknown path components: /${parts
      .slice(isId ? 1 : 0)
      .join("/")
      .slice(0, 128)}`,
    details: "There is nothing at this path, or not for this method.",
  });
}
