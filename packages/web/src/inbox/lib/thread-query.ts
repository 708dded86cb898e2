import type { ThreadFilter, ThreadView } from "@culver/business/inbox-api";

/** Which chats are listed. */
export interface Query {
  readonly filter: ThreadFilter;
  readonly label: string | undefined;
  readonly number: string | undefined;
}

export function queryKey({ filter, label = "", number = "" }: Query): string {
  return `${filter}|${label}|${number}`;
}

/** Whether a chat belongs in a list. */
function fits(thread: ThreadView, { filter, label, number }: Query, self: string): boolean {
  if (label !== undefined && !thread.labels.includes(label)) return false;
  if (number !== undefined && thread.number !== number) return false;
  switch (filter) {
    case "all":
      return true;
    case "closed":
      return thread.state === "closed";
    case "open":
      return thread.state === "open";
    case "mine":
      return thread.state === "open" && thread.assignee === self;
    case "unassigned":
      return thread.state === "open" && thread.assignee === undefined;
  }
}

/** Newest first, no further back than the query was read: between there and an older one that is known may be more. */
export function shownThreads(
  byId: ReadonlyMap<string, ThreadView>,
  query: Query,
  self: string,
  reach: { readonly next: number | undefined } | undefined,
): readonly ThreadView[] {
  const oldest = reach?.next ?? Number.NEGATIVE_INFINITY;
  return [...byId.values()]
    .filter((thread) => fits(thread, query, self) && thread.activeAt >= oldest)
    .sort((a, b) => b.activeAt - a.activeAt || (a.id < b.id ? -1 : 1));
}

export type Counts = Readonly<Partial<Record<ThreadFilter, number>>>;

/** How many there are, for the filters of which all have been read. */
export function countsOf(
  byId: ReadonlyMap<string, ThreadView>,
  self: string,
  reachOf: (key: string) => { readonly next: number | undefined } | undefined,
): Counts {
  const counts: Partial<Record<ThreadFilter, number>> = {};
  const whole = (filter: ThreadFilter): boolean => {
    const reach = reachOf(queryKey({ filter, label: undefined, number: undefined }));
    return reach !== undefined && reach.next === undefined;
  };
  const all = whole("all");
  for (const filter of ["open", "mine", "unassigned", "closed"] as const) {
    const known = all || whole(filter) || (filter !== "closed" && whole("open"));
    if (!known) continue;
    let count = 0;
    for (const thread of byId.values())
      if (fits(thread, { filter, label: undefined, number: undefined }, self)) count += 1;
    counts[filter] = count;
  }
  return counts;
}
