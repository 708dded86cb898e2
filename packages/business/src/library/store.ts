import type { Executor, Transaction } from "@culver/storage";
import { partsOf, type TemplateDefinition } from "../templates/definition.ts";
import { COLUMNS, type StoredTemplate, type TemplateRow, templateOf } from "./row.ts";

const TABLE = "business_templates";

/** Held by whoever changes templates of a business. */
export const lockOf = (business: string): string => `business-templates-${business}`;

export async function findTemplate(executor: Executor, id: string): Promise<StoredTemplate | undefined> {
  const [row] = await executor.query<TemplateRow>(`SELECT ${COLUMNS} FROM ${TABLE} WHERE id = ?`, [id]);
  return row && templateOf(row);
}

/** The one of this name in this language, in whatever state. */
export async function templateNamed(
  executor: Executor,
  business: string,
  name: string,
  language: string,
): Promise<StoredTemplate | undefined> {
  const [row] = await executor.query<TemplateRow>(
    `SELECT ${COLUMNS} FROM ${TABLE} WHERE business = ? AND name = ? AND language = ?`,
    [business, name, language],
  );
  return row && templateOf(row);
}

/** Those that are not deleted, newest change first. */
export async function templatesOf(executor: Executor, business: string): Promise<StoredTemplate[]> {
  const rows = await executor.query<TemplateRow>(
    `SELECT ${COLUMNS} FROM ${TABLE} WHERE business = ? AND state <> 'PENDING_DELETION'
     ORDER BY changed_at DESC, seq DESC`,
    [business],
  );
  return rows.map(templateOf);
}

/** Those of a name that are not deleted. */
export async function translationsOf(
  executor: Executor,
  business: string,
  name: string,
): Promise<StoredTemplate[]> {
  const rows = await executor.query<TemplateRow>(
    `SELECT ${COLUMNS} FROM ${TABLE} WHERE business = ? AND name = ? AND state <> 'PENDING_DELETION' ORDER BY seq`,
    [business, name],
  );
  return rows.map(templateOf);
}

export async function countTemplates(executor: Executor, business: string): Promise<number> {
  const [row] = await executor.query<{ count: number }>(
    `SELECT COUNT(*) AS count FROM ${TABLE} WHERE business = ? AND state <> 'PENDING_DELETION'`,
    [business],
  );
  return row?.count ?? 0;
}

export async function insertTemplate(
  tx: Transaction,
  template: {
    readonly id: string;
    readonly business: string;
    readonly definition: TemplateDefinition;
    readonly reasons: readonly string[];
    readonly at: number;
  },
): Promise<void> {
  const { id, business, definition, reasons, at } = template;
  const { name, language, category } = definition;
  await tx.execute(
    `INSERT INTO ${TABLE} (id, business, name, language, definition, content, state, category, reasons,
       created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, 'PENDING', ?, ?, ?, ?)`,
    [
      ...[id, business, name, language, JSON.stringify(definition), contentOf(definition)],
      ...[category, JSON.stringify(reasons), at, at],
    ],
  );
}

/** Another text, and perhaps another category. */
export async function rewriteTemplate(
  tx: Transaction,
  template: StoredTemplate,
  definition: TemplateDefinition,
  reasons: readonly string[],
): Promise<void> {
  const before = template.definition.category;
  const previous = definition.category === before ? (template.previousCategory ?? null) : before;
  await tx.execute(
    `UPDATE ${TABLE} SET definition = ?, content = ?, category = ?, previous_category = ?, reasons = ? WHERE id = ?`,
    [
      ...[JSON.stringify(definition), contentOf(definition), definition.category, previous],
      ...[JSON.stringify(reasons), template.id],
    ],
  );
}

/** Where a search looks. */
function contentOf({ components }: TemplateDefinition): string {
  const { header, body, footer, buttons } = partsOf(components);
  const texts = [header && "text" in header ? header.text : "", body?.text, footer?.text];
  return [...texts, ...buttons.map(({ text }) => text)].filter(Boolean).join("\n").toLowerCase();
}
