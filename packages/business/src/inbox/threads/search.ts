import type { Database, Value } from "@culver/storage";
import { fold } from "../../rendering/fold.ts";
import { type StoredThreadRow, THREAD_COLUMNS, type ThreadRow, threadRowOf } from "./thread-row.ts";

/** Hits of each kind at most. */
const MOST = 50;
/** Words of a question that are looked at. */
const MOST_WORDS = 10;
/** Lines looked at between two turns of the event loop. */
const STEP = 20_000;
/** Letters around the first word found. */
const AROUND = 60;

const within = (word: string) => `%${word.replace(/[!%_]/g, "!$&")}%`;

/** The words that are searched for, without case and accents; at least one, or there is nothing to search. */
export const wordsOf = (question: string): string[] =>
  [...new Set(fold(question.replaceAll("\0", "")).split(" "))]
    .filter((word) => word !== "")
    .slice(0, MOST_WORDS);

/** Threads whose name has all the words, or whose number has these digits; the one active last first. */
export async function searchThreads(
  database: Database,
  business: string,
  question: string,
): Promise<ThreadRow[]> {
  const digits = question.replace(/\D/g, "");
  const isNumber = digits.length >= 3 && /^[\s\d+().\-/]+$/.test(question);
  const words = isNumber ? [digits] : wordsOf(question);
  if (words.length === 0) return [];
  const rows = await database.query<StoredThreadRow>(
    `SELECT ${THREAD_COLUMNS} FROM business_inbox_threads
     WHERE business = ? ${words.map(() => "AND search LIKE ? ESCAPE '!'").join(" ")}
     ORDER BY active_at DESC LIMIT ?`,
    [business, ...words.map(within), MOST],
  );
  return rows.map(threadRowOf);
}

/** A message (by its id) or a note that was found. */
export interface Hit {
  readonly id: string;
  readonly thread: string;
  readonly isNote: boolean;
}

/**
 * Messages and notes that have all the words, youngest first. It looks at `depth` lines at most, some at a time, so that
 * nobody else waits for it.
 */
export async function searchLines(
  database: Database,
  business: string,
  words: readonly string[],
  depth: number,
): Promise<Hit[]> {
  const hits: Hit[] = [];
  if (words.length === 0) return hits;
  const condition = words.map(() => "AND text LIKE ? ESCAPE '!'").join(" ");
  let before = Number.MAX_SAFE_INTEGER;
  for (let looked = 0; looked < depth && hits.length < MOST; looked += STEP) {
    const [edge] = await database.query<{ n: number | null }>(
      `SELECT MIN(n) AS n FROM (SELECT n FROM business_inbox_lines WHERE business = ? AND n < ?
       ORDER BY n DESC LIMIT ?) AS step`,
      [business, before, STEP],
    );
    if (edge === undefined || edge.n === null) break;
    const values: Value[] = [business, before, edge.n, ...words.map(within), MOST - hits.length];
    const rows = await database.query<{ id: string; thread: string; direction: string }>(
      `SELECT id, thread, direction FROM business_inbox_lines WHERE business = ? AND n < ? AND n >= ? ${condition}
       ORDER BY n DESC LIMIT ?`,
      values,
    );
    hits.push(...rows.map(({ id, thread, direction }) => ({ id, thread, isNote: direction === "inside" })));
    before = edge.n;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return hits;
}

/** The part of a text around the first of the words. */
export function snippetOf(text: string, words: readonly string[]): string {
  const letters = [...text.replace(/\s+/g, " ").trim()];
  const starts = letters.flatMap((_, index) => (index === 0 || letters[index - 1] === " " ? [index] : []));
  const found = starts.find((start) => {
    const word = fold(letters.slice(start, start + 40).join(""));
    return words.some((sought) => word.split(" ")[0]?.includes(sought));
  });
  const from = Math.max(0, (found ?? 0) - AROUND);
  const to = Math.min(letters.length, (found ?? 0) + 2 * AROUND);
  return `${from > 0 ? "…" : ""}${letters.slice(from, to).join("").trim()}${to < letters.length ? "…" : ""}`;
}
