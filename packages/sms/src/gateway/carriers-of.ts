import { eventOf } from "../queue/events.ts";
import type { Core } from "./core.ts";

/** Looked up at once, the newest. */
const MAX = 16;

/** The carriers that last had these messages, in their order; what no carrier had, or nobody knows, is left out. */
export async function carriersOf(core: Core, ids: readonly string[]): Promise<readonly string[]> {
  const carriers: string[] = [];
  for (const id of ids.slice(-MAX)) {
    const carrier = await carrierOf(core, id);
    if (carrier !== undefined) carriers.push(carrier);
  }
  return carriers;
}

async function carrierOf({ index, journal, store }: Core, id: string): Promise<string | undefined> {
  const known = index.byId(id);
  if (known) return known.progress.parts.find(({ carrier }) => carrier !== undefined)?.carrier;
  await journal.committed();
  const row = await store.row(id);
  if (!row) return undefined;
  const events = (await store.events([row.seq])).map(eventOf);
  return events.findLast((event) => event?.kind === "submitted")?.carrier;
}
