import type { Executor } from "@culver/storage";

/** What is kept of a number under one name each, as JSON. */
export type Page = "profile" | "settings" | "encryption";

/** Empty where nothing has been stored. */
export async function readPage(
  from: Executor,
  number: string,
  page: Page,
): Promise<Readonly<Record<string, unknown>>> {
  const [row] = await from.query<{ body: string }>(
    "SELECT body FROM business_number_pages WHERE number = ? AND page = ?",
    [number, page],
  );
  return row === undefined ? {} : (JSON.parse(row.body) as Record<string, unknown>);
}

export async function writePage(
  to: Executor,
  number: string,
  page: Page,
  body: Readonly<Record<string, unknown>>,
  now: number,
): Promise<void> {
  await to.execute(
    `INSERT INTO business_number_pages (number, page, body, changed_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (number, page) DO UPDATE SET body = excluded.body, changed_at = excluded.changed_at`,
    [number, page, JSON.stringify(body), now],
  );
}
