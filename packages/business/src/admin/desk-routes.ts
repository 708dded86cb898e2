import { Hono } from "hono";
import type { TemplateDesk } from "../model/index.ts";
import type { AgentsDesk } from "./ports.ts";
import { readBody, readQuery } from "./request.ts";
import { businessQuery, disableBody, inviteBody, reviewBody } from "./schemas.ts";

/** How the operator is named in logs of who did what. */
const OPERATOR = "operator";

/** Templates that wait for a person's look. */
export function templateRoutes(desk: TemplateDesk): Hono {
  const app = new Hono();
  app.get("/", async (context) => {
    const { business } = readQuery(context, businessQuery);
    return context.json({ templates: await desk.list(business) });
  });
  app.post("/review", async (context) => {
    const { id, decision, reason } = await readBody(context, reviewBody);
    return context.json({ template: await desk.review(id, decision, reason, OPERATOR) });
  });
  return app;
}

/** Who may sign in to the inbox. */
export function agentRoutes(desk: AgentsDesk): Hono {
  const app = new Hono();
  app.get("/", async (context) => {
    const { business } = readQuery(context, businessQuery);
    return context.json({ agents: await desk.list(business) });
  });
  app.post("/invite", async (context) => {
    const { business, name, role } = await readBody(context, inviteBody);
    return context.json(await desk.invite(business, { name, role }), 201);
  });
  app.post("/disable", async (context) => {
    const { business, id, isDisabled } = await readBody(context, disableBody);
    return context.json({ agent: await desk.setDisabled(business, id, isDisabled) });
  });
  return app;
}
