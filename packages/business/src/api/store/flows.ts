import type { Database } from "@culver/storage";
import { newNodeId } from "../../graph/index.ts";

export type FlowStatus = "DRAFT" | "PUBLISHED" | "DEPRECATED";

/** A flow as it is stored: its screens as JSON text, which nobody here runs. */
export interface Flow {
  readonly id: string;
  readonly business: string;
  readonly name: string;
  readonly status: FlowStatus;
  readonly categories: readonly string[];
  readonly endpointUri?: string | undefined;
  readonly json?: string | undefined;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

/** How many a business may have: each may be large. */
export const MOST_FLOWS = 200;

type FlowRow = {
  id: string;
  business: string;
  name: string;
  status: FlowStatus;
  categories: string;
  endpoint_uri: string | null;
  json: string | null;
  changed_at: number;
};

export async function findFlow(database: Database, id: string): Promise<Flow | undefined> {
  const [row] = await database.query<FlowRow>("SELECT * FROM business_flows WHERE id = ?", [id]);
  return row && flowOf(row);
}

/** All of a business, without their screens, which together could be more than memory holds. */
export async function flowsOf(database: Database, business: string): Promise<readonly Omit<Flow, "json">[]> {
  const rows = await database.query<Omit<FlowRow, "json">>(
    `SELECT id, business, name, status, categories, endpoint_uri, changed_at FROM business_flows
     WHERE business = ? ORDER BY id`,
    [business],
  );
  return rows.map((row) => flowOf({ ...row, json: null }));
}

export async function countFlows(database: Database, business: string): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    "SELECT COUNT(*) AS count FROM business_flows WHERE business = ?",
    [business],
  );
  return row?.count ?? 0;
}

export async function insertFlow(
  database: Database,
  flow: Pick<Flow, "business" | "name" | "status" | "categories" | "endpointUri" | "json">,
  now: number,
): Promise<string> {
  const id = newNodeId();
  const { business, name, status, categories, endpointUri, json } = flow;
  const columns = [
    "id",
    "business",
    "name",
    "status",
    "categories",
    "endpoint_uri",
    "json",
    "created_at",
    "changed_at",
  ];
  const row = [
    id,
    business,
    name,
    status,
    JSON.stringify(categories),
    endpointUri ?? null,
    json ?? null,
    now,
    now,
  ];
  await database.insertMany("business_flows", columns, [row]);
  return id;
}

/** Stores a flow that has changed, if it is still in `from`; whether it was. */
export async function updateFlow(
  database: Database,
  flow: Flow,
  from: FlowStatus,
  now: number,
): Promise<boolean> {
  const { id, name, status, categories, endpointUri, json } = flow;
  const values = [name, status, JSON.stringify(categories), endpointUri ?? null, json ?? null, now, id, from];
  const count = await database.execute(
    `UPDATE business_flows SET name = ?, status = ?, categories = ?, endpoint_uri = ?, json = ?, changed_at = ?
     WHERE id = ? AND status = ?`,
    values,
  );
  return count > 0;
}

export async function deleteFlow(database: Database, id: string): Promise<boolean> {
  return (await database.execute("DELETE FROM business_flows WHERE id = ? AND status = 'DRAFT'", [id])) > 0;
}

const flowOf = (row: FlowRow): Flow => ({
  id: row.id,
  business: row.business,
  name: row.name,
  status: row.status,
  categories: JSON.parse(row.categories) as string[],
  endpointUri: row.endpoint_uri ?? undefined,
  json: row.json ?? undefined,
  changedAt: row.changed_at,
});
