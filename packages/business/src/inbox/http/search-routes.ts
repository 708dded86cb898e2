import { z } from "zod";
import type { SearchItem } from "../../inbox-api.ts";
import type { InboxServices } from "../services.ts";
import { entryView, findEntry } from "../threads/entries.ts";
import { textOf } from "../threads/message-text.ts";
import { type Hit, searchLines, searchThreads, snippetOf, wordsOf } from "../threads/search.ts";
import { type Routes, readBody, words } from "./call.ts";

/** What is sought is in the body: logs of a proxy keep addresses. */
const searchBody = z.strictObject({ q: words(1, 200) });

export function searchRoutes(routes: Routes, services: InboxServices): void {
  const { database, engine, agents, items, threads, tuning } = services;

  async function show(hit: Hit, sought: readonly string[]): Promise<SearchItem | undefined> {
    if (hit.isNote) {
      const entry = await findEntry(database, hit.id);
      return (
        entry && { ...entryView(entry, (id) => agents.get(id)?.name), snippet: snippetOf(entry.text, sought) }
      );
    }
    const message = await engine.message(hit.id);
    const [view] = message ? await items.views([message]) : [];
    return view && message && { ...view, thread: hit.thread, snippet: snippetOf(textOf(message), sought) };
  }

  routes.for("agent", "POST", "/search", async (context, { agent }) => {
    const { q } = await readBody(context, searchBody);
    const sought = wordsOf(q);
    const found = await searchThreads(database, agent.business, q);
    const hits = await searchLines(database, agent.business, sought, tuning.searchDepth);
    const shown = await Promise.all(hits.map((hit) => show(hit, sought)));
    return context.json({
      threads: await threads.views(found),
      items: shown.filter((item) => item !== undefined),
    });
  });
}
