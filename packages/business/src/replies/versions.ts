import type { Database } from "@culver/storage";
import type { RepliesView } from "../inbox-api.ts";
import { type RepliesDraft, STARTER_WORDS } from "../model/index.ts";
import { type CompiledReplies, compileReplies } from "./compile.ts";

/** The versions of each number's automatic replies; the newest of each number in memory. */
export interface RepliesVersions {
  /** The newest; version 0, with nothing in it, when there is none. */
  current(number: string): Promise<RepliesView>;
  compiled(number: string): Promise<CompiledReplies>;
  add(number: string, draft: RepliesDraft, at: number, by: string): Promise<RepliesView>;
  version(number: string, version: number): Promise<RepliesView | undefined>;
  /** Newest first. */
  history(number: string): Promise<Pick<RepliesView, "version" | "changedAt" | "changedBy">[]>;
}

type Row = {
  readonly version: number;
  readonly changed_at: number;
  readonly changed_by: string;
  readonly document: string;
};

interface Current {
  readonly view: RepliesView;
  readonly compiled: CompiledReplies;
}

const viewOf = (row: Row): RepliesView => ({
  ...STARTER_WORDS,
  version: row.version,
  changedAt: row.changed_at,
  changedBy: row.changed_by,
  ...(JSON.parse(row.document) as RepliesDraft),
});

export function repliesVersions(database: Database, timeZone: string): RepliesVersions {
  const known = new Map<string, Promise<Current>>();

  const keep = (view: RepliesView): Current => ({ view, compiled: compileReplies(view) });
  const load = async (number: string): Promise<Current> => {
    const [row] = await database.query<Row>(
      `SELECT version, changed_at, changed_by, document FROM business_replies
       WHERE number = ? ORDER BY version DESC LIMIT 1`,
      [number],
    );
    if (row) return keep(viewOf(row));
    const days = Array.from({ length: 7 }, () => []);
    return keep({
      version: 0,
      changedAt: 0,
      changedBy: "",
      hours: { timeZone, days },
      rules: [],
      iceBreakers: [],
      ...STARTER_WORDS,
    });
  };
  const get = (number: string): Promise<Current> => {
    const held = known.get(number);
    if (held) return held;
    const loading = load(number);
    known.set(number, loading);
    loading.catch(() => {
      if (known.get(number) === loading) known.delete(number);
    });
    return loading;
  };

  return {
    current: async (number) => (await get(number)).view,
    compiled: async (number) => (await get(number)).compiled,
    async add(number, draft, at, by) {
      const document = JSON.stringify({
        hours: draft.hours,
        rules: draft.rules,
        iceBreakers: draft.iceBreakers,
        iceBreakerText: draft.iceBreakerText,
        iceBreakerButton: draft.iceBreakerButton,
      });
      const version = await database.transaction(async (tx) => {
        await tx.lock(`business-replies-${number}`);
        const [row] = await tx.query<{ version: number | null }>(
          "SELECT MAX(version) AS version FROM business_replies WHERE number = ?",
          [number],
        );
        const next = (row?.version ?? 0) + 1;
        await tx.execute(
          "INSERT INTO business_replies (number, version, changed_at, changed_by, document) VALUES (?, ?, ?, ?, ?)",
          [number, next, at, by, document],
        );
        return next;
      });
      // Read anew by whoever needs it next: of two that saved at once the later one counts.
      known.delete(number);
      return viewOf({ version, changed_at: at, changed_by: by, document });
    },
    async version(number, version) {
      const [row] = await database.query<Row>(
        "SELECT version, changed_at, changed_by, document FROM business_replies WHERE number = ? AND version = ?",
        [number, version],
      );
      return row && viewOf(row);
    },
    async history(number) {
      const rows = await database.query<Omit<Row, "document">>(
        "SELECT version, changed_at, changed_by FROM business_replies WHERE number = ? ORDER BY version DESC",
        [number],
      );
      return rows.map(({ version, changed_at, changed_by }) => ({
        version,
        changedAt: changed_at,
        changedBy: changed_by,
      }));
    },
  };
}
