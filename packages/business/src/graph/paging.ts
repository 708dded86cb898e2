import { GraphError } from "./graph-error.ts";

/** How long a page may be. */
export interface PagingSettings {
  /** Items when `limit` is not given. Default 25. */
  readonly defaultLimit: number;
  /** Most items; a higher `limit` is lowered to it. Default 1000. */
  readonly maxLimit: number;
}

export const defaultPaging: PagingSettings = { defaultLimit: 25, maxLimit: 1000 };

/** What part of a list is asked for (section 1). `after` and `before` are keys, taken out of their cursors. */
export interface PageRequest {
  readonly limit: number;
  readonly after?: string;
  readonly before?: string;
}

/** Some items of a list in their order, and whether there are more on either side. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
}

/** The answer that is a list (section 1). */
export interface PageBody<T> {
  readonly data: readonly T[];
  readonly paging?: {
    readonly cursors: { readonly before: string; readonly after: string };
    readonly previous?: string;
    readonly next?: string;
  };
}

/** Longest cursor, characters. */
const MAX_CURSOR = 1024;

/** The cursor of an item: its key, opaque. */
export function cursorOf(key: string): string {
  return new TextEncoder().encode(key).toBase64({ alphabet: "base64url", omitPadding: true });
}

/**
 * Reads `limit`, `after` and `before`. With both cursors, `after` counts.
 * @throws GraphError 100 for a limit that is not a number from 1, or a cursor that is none of ours.
 */
export function readPageRequest(
  query: URLSearchParams,
  settings: PagingSettings = defaultPaging,
): PageRequest {
  const limit = query.get("limit") || String(settings.defaultLimit);
  if (!/^[0-9]{1,9}$/.test(limit) || Number(limit) < 1) {
    throw new GraphError(100, { details: "limit must be a number from 1." });
  }
  const after = query.get("after");
  const before = query.get("before");
  return {
    limit: Math.min(Number(limit), settings.maxLimit),
    ...(after ? { after: keyOfCursor(after) } : before ? { before: keyOfCursor(before) } : {}),
  };
}

function keyOfCursor(cursor: string): string {
  try {
    if (cursor.length > MAX_CURSOR) throw new RangeError("the cursor is too long");
    const octets = Uint8Array.fromBase64(cursor, { alphabet: "base64url" });
    return new TextDecoder("utf-8", { fatal: true }).decode(octets);
  } catch (cause) {
    throw new GraphError(100, { details: "The cursor is not valid.", cause });
  }
}

/** How the items of a list are told apart, and in which order they stand. */
export interface ListOrder<T> {
  readonly keyOf: (item: T) => string;
  readonly compare: (a: string, b: string) => number;
}

/** Cuts a page out of a list that is in order. An item that is gone since still serves as a cursor. */
export function cutPage<T>(items: readonly T[], request: PageRequest, order: ListOrder<T>): Page<T> {
  const { limit, after, before } = request;
  const firstAt = (holds: (comparison: number) => boolean, key: string): number => {
    const at = items.findIndex((item) => holds(order.compare(order.keyOf(item), key)));
    return at < 0 ? items.length : at;
  };
  let start = 0;
  let end = limit;
  if (after !== undefined) {
    start = firstAt((comparison) => comparison > 0, after);
    end = start + limit;
  } else if (before !== undefined) {
    end = firstAt((comparison) => comparison >= 0, before);
    start = Math.max(0, end - limit);
  }
  return { items: items.slice(start, end), hasPrevious: start > 0, hasNext: end < items.length };
}

/**
 * The answer for a page.
 * @param url of the request; `previous` and `next` are made of it, without the access token.
 * @param show makes an item what is answered.
 */
export function pageBody<T, Shown>(
  page: Page<T>,
  keyOf: (item: T) => string,
  url: URL,
  show: (item: T) => Shown,
): PageBody<Shown> {
  const data = page.items.map(show);
  const first = page.items[0];
  const last = page.items.at(-1);
  if (first === undefined || last === undefined) return { data };
  const cursors = { before: cursorOf(keyOf(first)), after: cursorOf(keyOf(last)) };
  return {
    data,
    paging: {
      cursors,
      ...(page.hasPrevious && { previous: linkTo(url, "before", cursors.before) }),
      ...(page.hasNext && { next: linkTo(url, "after", cursors.after) }),
    },
  };
}

function linkTo(url: URL, side: "before" | "after", cursor: string): string {
  const link = new URL(url);
  // A link is logged and shared by those who follow it: no token in it.
  for (const name of ["access_token", "after", "before"]) link.searchParams.delete(name);
  link.searchParams.set(side, cursor);
  return link.href;
}
