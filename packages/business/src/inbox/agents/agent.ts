import type { Executor } from "@culver/storage";
import type { AgentView, Role } from "../../inbox-api.ts";

/** An agent as it is kept. */
export interface Agent {
  readonly id: string;
  readonly business: string;
  /** Null until an invitation has been taken. */
  readonly login: string | null;
  readonly name: string;
  readonly role: Role;
  readonly isDisabled: boolean;
  /** argon2id. */
  readonly password: string | null;
  readonly passkeys: number;
  readonly lastSeenAt: number | null;
}

type Row = {
  id: string;
  business: string;
  login: string | null;
  name: string;
  role: Role;
  is_disabled: number;
  password: string | null;
  last_seen_at: number | null;
  passkeys: number;
};

/** All agents, oldest first. */
export async function loadAgents(from: Executor): Promise<Map<string, Agent>> {
  const rows = await from.query<Row>(
    `SELECT a.id, a.business, a.login, a.name, a.role, a.is_disabled, a.password, a.last_seen_at,
       (SELECT COUNT(*) FROM business_inbox_passkeys p WHERE p.agent = a.id) AS passkeys
     FROM business_inbox_agents a ORDER BY a.created_at, a.id`,
  );
  return new Map(
    rows.map(({ is_disabled, last_seen_at, ...row }) => [
      row.id,
      { ...row, isDisabled: is_disabled !== 0, lastSeenAt: last_seen_at },
    ]),
  );
}

/** What other agents see of an agent. */
export function agentView(agent: Agent, isOnline: boolean): AgentView {
  return {
    id: agent.id,
    name: agent.name,
    login: agent.login ?? "",
    role: agent.role,
    isOnline,
    isDisabled: agent.isDisabled,
    hasPassword: agent.password !== null,
    passkeys: agent.passkeys,
    lastSeenAt: agent.lastSeenAt ?? undefined,
  };
}

const RANK: Readonly<Record<Role, number>> = { agent: 0, admin: 1, operator: 2 };

/** Whether a role has what another is asked for. */
export const mayDo = (role: Role, needed: Role): boolean => RANK[role] >= RANK[needed];

/** A login as it is kept and compared. */
export const loginOf = (typed: string): string => typed.normalize("NFKC").trim().toLowerCase();
