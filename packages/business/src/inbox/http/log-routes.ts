import { z } from "zod";
import { readLog } from "../log.ts";
import type { InboxServices } from "../services.ts";
import { position, type Routes, readQuery } from "./call.ts";

const query = z.object({ before: position });

export function logRoutes(routes: Routes, { agents, database }: InboxServices): void {
  routes.for("admin", "GET", "/log", async (context, { agent }) => {
    const { entries, next } = await readLog(database, agent.business, readQuery(context, query).before);
    const named = entries.map((entry) => ({ ...entry, agent: agents.get(entry.agent)?.name ?? "" }));
    return context.json({ entries: named, next });
  });
}
