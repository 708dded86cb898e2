import type { Executor } from "@culver/storage";

/** One line of a template's history. */
export interface TemplateDecision {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** An agent's id, "operator", "api" or "rules". */
  readonly by: string;
  readonly change: string;
  readonly state: string;
  readonly reason?: string | undefined;
}

/** What happened to a template, oldest first; also to one that is gone. */
export async function decisionsOf(executor: Executor, template: string): Promise<TemplateDecision[]> {
  const rows = await executor.query<{
    at: number;
    by_whom: string;
    change: string;
    state: string;
    reason: string | null;
  }>(
    "SELECT at, by_whom, change, state, reason FROM business_template_decisions WHERE template = ? ORDER BY n",
    [template],
  );
  return rows.map(({ at, by_whom, change, state, reason }) => ({
    at,
    by: by_whom,
    change,
    state,
    ...(reason !== null && { reason }),
  }));
}

/** How often a template was edited while it was approved, since a time. */
export async function editsSince(executor: Executor, template: string, since: number): Promise<number> {
  const [row] = await executor.query<{ count: number }>(
    `SELECT COUNT(*) AS count FROM business_template_decisions
     WHERE template = ? AND change = 'edit' AND state_before = 'APPROVED' AND at > ?`,
    [template, since],
  );
  return row?.count ?? 0;
}
