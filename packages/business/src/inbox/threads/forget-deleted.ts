import { type Database, placeholders } from "@culver/storage";
import type { Engine } from "../../model/index.ts";

const STEP = 200;

/** Deletes what was searched of messages that the engine keeps no more. It deletes the oldest first: so does this. */
export async function forgetDeleted(database: Database, engine: Pick<Engine, "message">): Promise<void> {
  for (;;) {
    const rows = await database.query<{ id: string }>(
      "SELECT id FROM business_inbox_lines WHERE direction <> 'inside' ORDER BY pos LIMIT ?",
      [STEP],
    );
    const held = await Promise.all(rows.map(({ id }) => engine.message(id)));
    const gone = rows.flatMap(({ id }, index) => (held[index] === undefined ? [id] : []));
    if (gone.length > 0) {
      await database.transaction(async (tx) => {
        const list = placeholders(gone.length);
        await tx.execute(`DELETE FROM business_inbox_lines WHERE id IN (${list})`, gone);
        await tx.execute(
          `UPDATE business_inbox_threads SET last_text = NULL, last_id = NULL WHERE last_id IN (${list})`,
          gone,
        );
      });
    }
    if (gone.length < STEP) return;
  }
}
