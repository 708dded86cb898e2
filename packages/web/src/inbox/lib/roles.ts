import type { AgentView } from "@culver/business/inbox-api";

/** Admins manage; so does who runs the server. */
export function isAdmin({ role }: AgentView): boolean {
  return role !== "agent";
}
