import type { FieldSelection, SelectedField } from "./fields.ts";
import { GraphError } from "./graph-error.ts";

/** A node as it is answered: JSON. */
export type GraphNode = Readonly<Record<string, unknown>>;

/** What fields a kind of node has. */
export interface NodeFields {
  /** The kind's name, for the error: "WhatsAppBusinessPhoneNumber". */
  readonly type: string;
  /** Every field one may ask for, whether or not this node has it. */
  readonly known: ReadonlySet<string>;
  /** Answered when nothing is asked for. */
  readonly defaults: ReadonlySet<string>;
}

/**
 * The fields asked for, in the order asked, and `id`, which Graph always answers (section 1). A known field this
 * node lacks is left out.
 * @throws GraphError 100 for a field this kind of node does not have.
 */
export function selectFields(node: GraphNode, kind: NodeFields, selection?: FieldSelection): GraphNode {
  if (!selection) return Object.fromEntries(Object.entries(node).filter(([name]) => kind.defaults.has(name)));
  for (const name of selection.keys()) {
    if (kind.known.has(name)) continue;
    throw new GraphError(100, {
      message: `(#100) Tried accessing nonexisting field (${name}) on node type (${kind.type})`,
      details: `There is no field '${name}' here.`,
    });
  }
  const selected = pick(node, selection);
  return Object.hasOwn(node, "id") ? { ...selected, id: node.id } : selected;
}

function pick(node: object, selection: FieldSelection): Record<string, unknown> {
  const held = new Map(Object.entries(node));
  const selected: Record<string, unknown> = {};
  for (const [name, field] of selection) if (held.has(name)) selected[name] = within(held.get(name), field);
  return selected;
}

/** Applies a field's own selection to its value; a list, also one in `data`, by item. */
function within(value: unknown, field: SelectedField): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = field.limit === undefined ? value : value.slice(0, field.limit);
    return items.map((item) => within(item, { ...field, limit: undefined }));
  }
  if (typeof value !== "object" || value === null) return value;
  if ("data" in value && Array.isArray(value.data)) return { ...value, data: within(value.data, field) };
  return field.fields ? pick(value, field.fields) : value;
}
