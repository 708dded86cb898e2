import { isNodeId, unknownObject } from "../graph/index.ts";
import type { Access } from "../model/index.ts";
import type { NodeKind, Nodes } from "./endpoint.ts";
import type { ApiContext } from "./options.ts";
import { findFlow } from "./store/flows.ts";

/** A node, and what kind of one it is. */
export type Found = {
  readonly [Kind in NodeKind]: { readonly kind: Kind; readonly node: Nodes[Kind] };
}[NodeKind];

/**
 * What an id stands for, among the kinds that the path can mean. Those in memory are looked at first.
 * @throws GraphError 100 with subcode 33 for an id that is nobody's, or another business's: the two look the same
 */
export async function findNode(
  id: string,
  kinds: ReadonlySet<NodeKind>,
  access: Access,
  method: string,
  context: ApiContext,
): Promise<Found> {
  const found = isNodeId(id) ? await lookUp(id, kinds, context) : undefined;
  if (found === undefined || ownerOf(found) !== access.business) {
    throw unknownObject(method === "POST" ? "post" : method === "DELETE" ? "delete" : "get", id);
  }
  return found;
}

async function lookUp(
  id: string,
  kinds: ReadonlySet<NodeKind>,
  context: ApiContext,
): Promise<Found | undefined> {
  const { accounts, media, templateEndpoints, database } = context;
  const number = kinds.has("number") ? accounts.number(id) : undefined;
  if (number) return { kind: "number", node: number };
  const business = kinds.has("business") ? accounts.business(id) : undefined;
  if (business) return { kind: "business", node: business };
  const app = kinds.has("app") ? accounts.app(id) : undefined;
  if (app) return { kind: "app", node: app };
  const file = kinds.has("media") ? await media.find(id) : undefined;
  const holder = file && accounts.number(file.number);
  if (file && holder) return { kind: "media", node: { media: file, number: holder } };
  const owner = kinds.has("template") ? await templateEndpoints.ownerOf(id) : undefined;
  if (owner !== undefined) return { kind: "template", node: { id, business: owner } };
  const flow = kinds.has("flow") ? await findFlow(database, id) : undefined;
  return flow && { kind: "flow", node: flow };
}

function ownerOf(found: Found): string | undefined {
  switch (found.kind) {
    case "business":
      return found.node.id;
    case "media":
      return found.node.number.business;
    case "none":
      return undefined;
    default:
      return found.node.business;
  }
}
