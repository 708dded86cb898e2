import { type Database, placeholders, type Value } from "@culver/storage";
import {
  cutPage,
  GraphError,
  type PageBody,
  pageBody,
  parseFields,
  readPageRequest,
  selectFields,
} from "../graph/index.ts";
import { TEMPLATE_FIELDS, templateNode } from "./node.ts";
import { COLUMNS, type StoredTemplate, type TemplateRow, templateOf } from "./row.ts";

/** Longest filter, characters. */
const MAX_FILTER = 4_096;

/**
 * GET /{waba-id}/message_templates (section 2), newest first. Filters: `name`, `language`, `status`, `category`,
 * `quality_score` (one, several with commas, or a JSON list), `content` and `name_or_content` (a part of the text).
 * What is being deleted is listed only when its status is asked for.
 * @throws GraphError 100
 */
export async function listTemplates(
  database: Database,
  business: string,
  url: URL,
): Promise<PageBody<unknown>> {
  const query = url.searchParams;
  const page = readPageRequest(query);
  const fields = parseFields(query.get("fields") ?? undefined);
  // An unknown field is refused even when there is nothing to show.
  selectFields({}, TEMPLATE_FIELDS, fields);
  const { where, values } = conditions(business, query);
  const places = await database.query<{ seq: number }>(
    `SELECT seq FROM business_templates WHERE ${where} ORDER BY seq DESC`,
    values,
  );
  const keyOf = ({ seq }: { readonly seq: number }) => String(seq);
  const cut = cutPage(places, page, { keyOf, compare: (a, b) => Number(b) - Number(a) });
  const templates = await load(database, cut.items);
  const show = (template: StoredTemplate) => selectFields(templateNode(template), TEMPLATE_FIELDS, fields);
  return pageBody({ ...cut, items: templates }, keyOf, url, show);
}

async function load(
  database: Database,
  places: readonly { readonly seq: number }[],
): Promise<StoredTemplate[]> {
  if (places.length === 0) return [];
  const rows = await database.query<TemplateRow>(
    `SELECT ${COLUMNS} FROM business_templates WHERE seq IN (${placeholders(places.length)}) ORDER BY seq DESC`,
    places.map(({ seq }) => seq),
  );
  return rows.map(templateOf);
}

function conditions(business: string, query: URLSearchParams): { where: string; values: Value[] } {
  const where = ["business = ?"];
  const values: Value[] = [business];
  const oneOf = (column: string, names: readonly string[]) => {
    where.push(`${column} IN (${placeholders(names.length)})`);
    values.push(...names);
  };
  const name = wordsIn(query, "name");
  if (name) oneOf("name", name);
  const language = wordsIn(query, "language")?.map((code) => code.replace("-", "_"));
  if (language) oneOf("language", language);
  const state = wordsIn(query, "status")?.map((word) => word.toUpperCase());
  if (state) oneOf("state", state);
  else where.push("state <> 'PENDING_DELETION'");
  const category = wordsIn(query, "category")?.map((word) => word.toUpperCase());
  if (category) oneOf("category", category);
  const quality = wordsIn(query, "quality_score")?.map((word) => word.toUpperCase());
  if (quality) oneOf("quality_score", quality);
  const content = query.get("content")?.trim();
  if (content) {
    where.push("content LIKE ? ESCAPE '!'");
    values.push(within(content));
  }
  const either = query.get("name_or_content")?.trim();
  if (either) {
    where.push("(name LIKE ? ESCAPE '!' OR content LIKE ? ESCAPE '!')");
    values.push(within(either), within(either));
  }
  return { where: where.join(" AND "), values };
}

/** The pattern of a text that holds this one. */
function within(text: string): string {
  refuseLong(text);
  return `%${text.toLowerCase().replace(/[!%_]/g, "!$&").replaceAll("\0", "")}%`;
}

/** A filter's words; undefined when there is no filter. */
function wordsIn(query: URLSearchParams, name: string): string[] | undefined {
  const text = query.get(name)?.replaceAll("\0", "").trim();
  if (!text) return undefined;
  refuseLong(text);
  const words = text
    .replace(/^\[|\]$/g, "")
    .split(",")
    .map((word) => word.trim().replace(/^["']|["']$/g, ""))
    .filter((word) => word !== "");
  return words.length > 0 ? words : undefined;
}

function refuseLong(text: string): void {
  if (text.length > MAX_FILTER) throw new GraphError(100, { details: "A filter is too long." });
}
