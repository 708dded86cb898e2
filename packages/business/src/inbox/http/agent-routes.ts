import { z } from "zod";
import { agentView } from "../agents/agent.ts";
import type { InboxServices } from "../services.ts";
import { pathPart, type Routes, readBody, words } from "./call.ts";

const role = z.enum(["agent", "admin", "operator"]);
const inviteBody = z.strictObject({ name: words(1, 100), role });
const changeBody = z.strictObject({
  role: role.optional(),
  isDisabled: z.boolean().optional(),
  name: words(1, 100).optional(),
});

export function agentRoutes(routes: Routes, services: InboxServices): void {
  const { agents, hub, agentViews, showAgents } = services;

  routes.for("admin", "GET", "/agents", (context, { agent }) =>
    context.json({ agents: agentViews(agent.business) }),
  );

  routes.for("admin", "POST", "/agents", async (context, { agent: by }) => {
    const { agent, link } = await agents.invite(by.business, await readBody(context, inviteBody), by);
    showAgents(by.business);
    return context.json({ agent: agentView(agent, false), link }, 201);
  });

  routes.for("admin", "PATCH", "/agents/:id", async (context, { agent: by }) => {
    const change = await readBody(context, changeBody);
    const { agent, hasEnded } = await agents.change(by.business, pathPart(context, "id"), change, by);
    if (hasEnded) hub.end(agent.id);
    showAgents(by.business);
    return context.json(agentView(agent, hub.isOnline(agent.id)));
  });

  routes.for("admin", "POST", "/agents/:id/link", async (context, { agent: by }) => {
    const { agent, link } = await agents.linkFor(by.business, pathPart(context, "id"), by);
    return context.json({ agent: agentView(agent, hub.isOnline(agent.id)), link });
  });
}
