import type { AgentView, Role } from "../inbox-api.ts";
import type { Handover } from "../model/index.ts";
import { agentView } from "./agents/agent.ts";
import { createApp } from "./http/app.ts";
import type { Route } from "./http/call.ts";
import type { InboxOptions } from "./options.ts";
import { startServices } from "./services.ts";
import { createHandover } from "./threads/handover.ts";

/** The inbox of all businesses of this process. */
export interface Inbox {
  /** Answers what is below /business/api. @param peer the address that asks; behind a proxy, the one that it tells. */
  fetch(request: Request, peer: string): Promise<Response>;
  readonly handover: Handover;
  /** A new agent and the link to give to them, which works once. The first one of a business comes this way. */
  invite(
    business: string,
    agent: { readonly name: string; readonly role: Role },
  ): Promise<{ readonly agent: AgentView; readonly link: string }>;
  agents(business: string): readonly AgentView[];
  /** A new link for an agent who cannot sign in any more. @throws InboxError 404 */
  link(business: string, agent: string): Promise<{ readonly agent: AgentView; readonly link: string }>;
  /** Disabled agents are signed out everywhere. @throws InboxError 404 */
  setDisabled(business: string, agent: string, isDisabled: boolean): Promise<AgentView>;
  /** Every call, and who may make it. */
  readonly routes: readonly Route[];
  close(): Promise<void>;
}

/** Starts the inbox: messages that it has not seen yet are taken in before it resolves. @throws StorageError */
export async function createInbox(options: InboxOptions): Promise<Inbox> {
  const services = await startServices(options);
  const { agents, database, engine, accounts, hub, now } = services;
  const { app, routes } = createApp(services);
  const handover = createHandover({
    ...{ database, engine, accounts, now },
    onChange: (thread, business, events) => void services.showThread(business, thread, events),
  });
  return {
    fetch: async (request, peer) => app.fetch(request, { peer }),
    handover,
    async invite(business, { name, role }) {
      const { agent, link } = await agents.invite(business, { name, role }, undefined);
      services.showAgents(business);
      return { agent: agentView(agent, false), link };
    },
    agents: (business) => services.agentViews(business),
    async link(business, id) {
      const { agent, link } = await agents.linkFor(business, id, undefined);
      return { agent: agentView(agent, hub.isOnline(id)), link };
    },
    async setDisabled(business, id, isDisabled) {
      const { agent, hasEnded } = await agents.change(business, id, { isDisabled }, undefined);
      if (hasEnded) hub.end(id);
      services.showAgents(business);
      return agentView(agent, hub.isOnline(id));
    },
    routes,
    close: () => services.close(),
  };
}
