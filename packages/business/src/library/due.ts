import type { Database } from "@culver/storage";
import { changeState } from "./change.ts";
import type { LibraryContext } from "./options.ts";
import { COLUMNS, type StoredTemplate, type TemplateRow, templateOf } from "./row.ts";
import { findTemplate, lockOf } from "./store.ts";

/** Most templates that are looked at in one go. */
const BATCH = 100;

/** Approves what waits without a reason to be looked at, and forgets what was deleted long enough ago. */
export async function settleDue(context: LibraryContext): Promise<void> {
  const { database, settings, now } = context;
  await eachOf(
    () => waiting(database, "state = 'PENDING' AND reasons = '[]'", []),
    (template) => settle(context, template, "approve"),
  );
  await eachOf(
    () => waiting(database, "state = 'PENDING_DELETION' AND changed_at <= ?", [now() - settings.holdNameMs]),
    (template) => settle(context, template, "purge"),
  );
}

async function eachOf(
  next: () => Promise<readonly StoredTemplate[]>,
  work: (template: StoredTemplate) => Promise<void>,
): Promise<void> {
  for (let batch = await next(); batch.length > 0; batch = batch.length < BATCH ? [] : await next()) {
    for (const template of batch) await work(template);
  }
}

async function waiting(
  database: Database,
  condition: string,
  values: readonly number[],
): Promise<StoredTemplate[]> {
  const rows = await database.query<TemplateRow>(
    `SELECT ${COLUMNS} FROM business_templates WHERE ${condition} ORDER BY changed_at, seq LIMIT ${BATCH}`,
    values,
  );
  return rows.map(templateOf);
}

/** One step of one template, unless somebody took another meanwhile. */
async function settle(
  context: LibraryContext,
  { id, business, state, definition, changedAt }: StoredTemplate,
  change: "approve" | "purge",
): Promise<void> {
  await context.database.transaction(async (tx) => {
    await tx.lock(lockOf(business));
    const template = await findTemplate(tx, id);
    if (template?.state !== state || template.changedAt !== changedAt) return;
    await changeState(context, tx, template, { change, by: "rules" });
  });
  context.changed(business, definition.name, definition.language);
  context.announcer.wake();
}
