import { GraphError } from "../graph/graph-error.ts";
import { isPlainObject } from "./plain-json.ts";

/** How a request's body came. */
export type BodyForm = "json" | "urlencoded";

/** Most fields of a form, and deepest nesting of a name, that are looked at. */
const MAX_FIELDS = 2000;
const MAX_DEPTH = 16;

type Tree = Map<string, Tree | string>;

/**
 * A form as the JSON it stands for (section 1: some clients send forms). An object is one field of JSON text,
 * `text={"body":"Hi"}`, or a field for each leaf, `text[body]=Hi`.
 * @throws GraphError 100 when it is no form, or contradicts itself.
 */
export function decodeForm(body: unknown): unknown {
  const root: Tree = new Map();
  let count = 0;
  for (const [name, value] of fieldsOf(body)) {
    if (++count > MAX_FIELDS) throw new GraphError(100, { details: "The form has too many fields." });
    put(root, pathOf(name), value);
  }
  return jsonOf(root);
}

function fieldsOf(body: unknown): Iterable<[string, string]> {
  if (typeof body === "string") return new URLSearchParams(body);
  if (body instanceof URLSearchParams) return body;
  if (!isPlainObject(body)) throw new GraphError(100, { details: "The body is not a form." });
  return Object.entries(body).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[name, value]] : [],
  );
}

/** `a[b][0]` is a, b, 0; a name without well-formed brackets is itself. */
function pathOf(name: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])+)$/.exec(name);
  if (!match) return [name];
  const inner = [...(match[2] ?? "").matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1] ?? "");
  if (inner.length > MAX_DEPTH) throw new GraphError(100, { details: "The form is nested too deep." });
  return [match[1] ?? "", ...inner];
}

function put(root: Tree, path: readonly string[], value: string): void {
  let tree = root;
  for (const [depth, part] of path.entries()) {
    const name = part === "" ? String(tree.size) : part;
    if (depth === path.length - 1) {
      if (tree.get(name) instanceof Map) throw contradiction();
      tree.set(name, value);
      return;
    }
    const next = tree.get(name) ?? new Map();
    if (typeof next === "string") throw contradiction();
    tree.set(name, next);
    tree = next;
  }
}

const contradiction = (): GraphError =>
  new GraphError(100, { details: "The form has a field both as a value and as an object." });

function jsonOf(node: Tree | string): unknown {
  if (typeof node === "string") return node;
  const entries = [...node].map(([name, held]): [string, unknown] => [name, jsonOf(held)]);
  const isList = entries.length > 0 && entries.every(([name], index) => name === String(index));
  return isList ? entries.map(([, held]) => held) : Object.fromEntries(entries);
}
