import { type Database, type Transaction, UniqueViolationError } from "@culver/storage";
import { newNodeId } from "../../graph/index.ts";
import type { Role } from "../../inbox-api.ts";
import { forbidden, notFound, refused, taken } from "../errors.ts";
import { writeLog } from "../log.ts";
import { hashSecret, newSecret } from "../secrets.ts";
import { type Agent, loadAgents, loginOf, mayDo } from "./agent.ts";

export interface AgentsOptions {
  readonly database: Database;
  readonly publicUrl: URL;
  readonly invitationMs: number;
  readonly now: () => number;
}

/** A new agent's place, or a way back in for one who has lost theirs. */
export interface Invitation {
  readonly agent: Agent;
  readonly expiresAt: number;
}

export interface AgentChange {
  readonly role?: Role | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly name?: string | undefined;
}

/** Who an agent is changed by; undefined: the operator of this machine, by a command. */
export type ChangedBy = Agent | undefined;

/** The agents of all businesses. They are held in memory, and read anew after each change. */
export interface Agents {
  get(id: string): Agent | undefined;
  byLogin(login: string): Agent | undefined;
  of(business: string): readonly Agent[];
  /** The link is shown once, works once, and not for ever. @throws InboxError 403 */
  invite(
    business: string,
    agent: { readonly name: string; readonly role: Role },
    by: ChangedBy,
  ): Promise<{ readonly agent: Agent; readonly link: string }>;
  /** A new link for an agent; older ones are void. @throws InboxError 403, 404 */
  linkFor(
    business: string,
    id: string,
    by: ChangedBy,
  ): Promise<{ readonly agent: Agent; readonly link: string }>;
  /** The invitation behind a secret, while it is good. */
  invitation(secret: string): Promise<Invitation | undefined>;
  /** Uses an invitation up. @throws InboxError 404 for one that is no longer good, 409 for a login that somebody has */
  accept(secret: string, login: string, passwordHash: string | undefined): Promise<Agent>;
  /** Resolves to the agent and whether its sessions have ended by it. @throws InboxError 403, 404, 422 */
  change(
    business: string,
    id: string,
    change: AgentChange,
    by: ChangedBy,
  ): Promise<{ readonly agent: Agent; readonly hasEnded: boolean }>;
  /** @param keep hash of the one session that goes on */
  setPassword(id: string, hash: string, keep: string): Promise<void>;
  seen(id: string): Promise<void>;
  /** After a change that was made elsewhere. */
  reload(): Promise<void>;
}

export async function openAgents({ database, publicUrl, invitationMs, now }: AgentsOptions): Promise<Agents> {
  let all = await loadAgents(database);
  let last: Promise<unknown> = Promise.resolve();

  /** Changes go one after the other, so that what was read last is what was written last. */
  function change<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const done = last.then(async () => {
      const result = await database.transaction(work);
      all = await loadAgents(database);
      return result;
    });
    last = done.catch(() => undefined);
    return done;
  }

  const known = (id: string): Agent => {
    const agent = all.get(id);
    if (agent === undefined) throw notFound();
    return agent;
  };

  const inBusiness = (business: string, id: string): Agent => {
    const agent = known(id);
    if (agent.business !== business) throw notFound();
    return agent;
  };

  /** Nobody makes or changes one who may do more. */
  const requireRank = (by: ChangedBy, ...roles: readonly (Role | undefined)[]): void => {
    if (by && !roles.every((role) => role === undefined || mayDo(by.role, role))) throw forbidden();
  };

  async function insertLink(tx: Transaction, agent: string): Promise<string> {
    const secret = newSecret();
    await tx.execute("DELETE FROM business_inbox_invitations WHERE agent = ? OR expires_at < ?", [
      agent,
      now(),
    ]);
    await tx.execute("INSERT INTO business_inbox_invitations (hash, agent, expires_at) VALUES (?, ?, ?)", [
      ...[hashSecret(secret), agent, now() + invitationMs],
    ]);
    return `${publicUrl.origin}/business#invitation=${secret}`;
  }

  const note = (tx: Transaction, business: string, by: ChangedBy | string, action: string, text: string) =>
    writeLog(tx, {
      ...{ business, at: now(), action, text },
      agent: typeof by === "string" ? by : (by?.id ?? ""),
    });

  async function invitation(secret: string): Promise<Invitation | undefined> {
    const [row] = await database.query<{ agent: string; expires_at: number }>(
      "SELECT agent, expires_at FROM business_inbox_invitations WHERE hash = ?",
      [hashSecret(secret)],
    );
    const agent = row && all.get(row.agent);
    if (agent === undefined || agent.isDisabled || row === undefined || row.expires_at <= now())
      return undefined;
    return { agent, expiresAt: row.expires_at };
  }

  return {
    get: (id) => all.get(id),
    byLogin: (login) => [...all.values()].find((agent) => agent.login === loginOf(login)),
    of: (business) => [...all.values()].filter((agent) => agent.business === business),
    invitation,

    async invite(business, { name, role }, by) {
      requireRank(by, role);
      const id = newNodeId();
      const link = await change(async (tx) => {
        await tx.execute(
          "INSERT INTO business_inbox_agents (id, business, name, role, created_at) VALUES (?, ?, ?, ?, ?)",
          [id, business, name, role, now()],
        );
        await note(tx, business, by, "agent.invited", `${name} was invited as ${role}.`);
        return insertLink(tx, id);
      });
      return { agent: known(id), link };
    },

    async linkFor(business, id, by) {
      const agent = inBusiness(business, id);
      requireRank(by, agent.role);
      if (agent.isDisabled) throw refused(`${agent.name} is disabled.`);
      const link = await change(async (tx) => {
        await note(tx, business, by, "agent.link", `A link to sign in was made for ${agent.name}.`);
        return insertLink(tx, id);
      });
      return { agent, link };
    },

    async accept(secret, login, passwordHash) {
      const found = await invitation(secret);
      if (found === undefined) throw notFound();
      const { agent } = found;
      try {
        await change(async (tx) => {
          const used = await tx.execute(
            "DELETE FROM business_inbox_invitations WHERE hash = ? AND expires_at > ?",
            [hashSecret(secret), now()],
          );
          if (used === 0) throw notFound();
          await tx.execute(
            "UPDATE business_inbox_agents SET login = ?, password = COALESCE(?, password) WHERE id = ?",
            [loginOf(login), passwordHash ?? null, agent.id],
          );
          await tx.execute("DELETE FROM business_inbox_sessions WHERE agent = ?", [agent.id]);
          await note(tx, agent.business, agent.id, "agent.joined", `${agent.name} took the invitation.`);
        });
      } catch (error) {
        if (error instanceof UniqueViolationError) throw taken("Somebody has this name already.");
        throw error;
      }
      return known(agent.id);
    },

    async change(business, id, { role, isDisabled, name }, by) {
      const agent = inBusiness(business, id);
      requireRank(by, agent.role, role);
      const isRoleNew = role !== undefined && role !== agent.role;
      const isDisabledNew = isDisabled !== undefined && isDisabled !== agent.isDisabled;
      if (by?.id === id && (isRoleNew || isDisabledNew)) {
        throw refused("Somebody else has to change your role, or disable you.");
      }
      const hasEnded = isRoleNew || (isDisabledNew && isDisabled);
      await change(async (tx) => {
        await tx.execute(
          "UPDATE business_inbox_agents SET role = ?, is_disabled = ?, name = ? WHERE id = ?",
          [...[role ?? agent.role, Number(isDisabled ?? agent.isDisabled), name ?? agent.name, id]],
        );
        if (hasEnded) await tx.execute("DELETE FROM business_inbox_sessions WHERE agent = ?", [id]);
        if (isDisabledNew && isDisabled) {
          await tx.execute("DELETE FROM business_inbox_invitations WHERE agent = ?", [id]);
        }
        const does = (action: string, text: string) => note(tx, business, by, action, text);
        if (isRoleNew) await does("agent.role", `${agent.name} is ${role} now.`);
        if (isDisabledNew) {
          await does(
            isDisabled ? "agent.disabled" : "agent.enabled",
            `${agent.name} was ${isDisabled ? "disabled" : "enabled"}.`,
          );
        }
        if (name !== undefined && name !== agent.name) {
          await does("agent.renamed", `${agent.name} is called ${name} now.`);
        }
      });
      return { agent: known(id), hasEnded };
    },

    async setPassword(id, hash, keep) {
      const agent = known(id);
      await change(async (tx) => {
        await tx.execute("UPDATE business_inbox_agents SET password = ? WHERE id = ?", [hash, id]);
        await tx.execute("DELETE FROM business_inbox_sessions WHERE agent = ? AND hash <> ?", [id, keep]);
        await note(tx, agent.business, id, "agent.password", `${agent.name} set a new password.`);
      });
    },

    seen: (id) =>
      change(async (tx) => {
        await tx.execute("UPDATE business_inbox_agents SET last_seen_at = ? WHERE id = ?", [now(), id]);
      }),
    reload: () => change(async () => undefined),
  };
}
