import type { Database } from "@culver/storage";
import { writeLog } from "../log.ts";
import { hashSecret, newSecret } from "../secrets.ts";
import type { Agent } from "./agent.ts";

/** Who is behind a request. */
export interface Caller {
  readonly agent: Agent;
  /** The session, by its hash. */
  readonly session: string;
}

export interface SessionsOptions {
  readonly database: Database;
  readonly agentOf: (id: string) => Agent | undefined;
  readonly idleMs: number;
  readonly longestMs: number;
  readonly now: () => number;
}

/** A use is written down at most so often, milliseconds. */
const USE_MS = 60_000;

export interface Sessions {
  /** The secret for the cookie. @param how in words, for the log: "with a password" */
  begin(agent: Agent, how: string): Promise<{ readonly secret: string; readonly caller: Caller }>;
  find(secret: string): Promise<Caller | undefined>;
  /** Whether a session is still good: asked again while live events are open. */
  isGood(session: string): Promise<boolean>;
  end(caller: Caller): Promise<void>;
  sweep(): Promise<void>;
}

export function createSessions({ database, agentOf, idleMs, longestMs, now }: SessionsOptions): Sessions {
  async function load(hash: string): Promise<Caller | undefined> {
    const [row] = await database.query<{ agent: string; created_at: number; used_at: number }>(
      "SELECT agent, created_at, used_at FROM business_inbox_sessions WHERE hash = ?",
      [hash],
    );
    const agent = row && agentOf(row.agent);
    if (row === undefined || agent === undefined || agent.isDisabled) return undefined;
    const at = now();
    if (at >= row.used_at + idleMs || at >= row.created_at + longestMs) return undefined;
    if (at >= row.used_at + Math.min(USE_MS, idleMs / 10)) {
      await database.execute("UPDATE business_inbox_sessions SET used_at = ? WHERE hash = ?", [at, hash]);
    }
    return { agent, session: hash };
  }
  return {
    async begin(agent, how) {
      const secret = newSecret();
      const session = hashSecret(secret);
      const { id, business, name } = agent;
      const at = now();
      await database.transaction(async (tx) => {
        await tx.execute(
          "INSERT INTO business_inbox_sessions (hash, agent, created_at, used_at) VALUES (?, ?, ?, ?)",
          [session, id, at, at],
        );
        await writeLog(tx, {
          business,
          at,
          agent: id,
          action: "agent.signed-in",
          text: `${name} signed in ${how}.`,
        });
      });
      return { secret, caller: { agent, session } };
    },
    find: (secret) => load(hashSecret(secret)),
    isGood: async (session) => (await load(session)) !== undefined,
    async end({ agent, session }) {
      const { id, business, name } = agent;
      await database.transaction(async (tx) => {
        await tx.execute("DELETE FROM business_inbox_sessions WHERE hash = ?", [session]);
        const text = `${name} signed out.`;
        await writeLog(tx, { business, at: now(), agent: id, action: "agent.signed-out", text });
      });
    },
    async sweep() {
      await database.execute("DELETE FROM business_inbox_sessions WHERE used_at <= ? OR created_at <= ?", [
        ...[now() - idleMs, now() - longestMs],
      ]);
    },
  };
}
