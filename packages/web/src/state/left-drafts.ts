import type { Draft } from "@culver/client";

const key = "culver.drafts";

type Drafts = Readonly<Record<string, Draft | null>>;

/**
 * Drafts of the last moments of a page, which its worker may not live to store: in this tab's own storage, until the page
 * that follows has them. `null` is a draft that was emptied.
 */
export const leftDrafts = {
  keep(drafts: ReadonlyMap<string, Draft | undefined>): void {
    if (drafts.size === 0) return;
    const entries = [...drafts].map(([conversation, draft]) => [conversation, draft ?? null]);
    try {
      sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(entries)));
    } catch {
      // Without storage the worker's word has to do.
    }
  },
  clear(): void {
    sessionStorage.removeItem(key);
  },
  take(): Drafts {
    try {
      const drafts = JSON.parse(sessionStorage.getItem(key) ?? "{}") as Drafts;
      sessionStorage.removeItem(key);
      return drafts;
    } catch {
      return {};
    }
  },
};
