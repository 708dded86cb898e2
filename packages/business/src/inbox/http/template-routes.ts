import { z } from "zod";
import { notFound } from "../errors.ts";
import { writeLog } from "../log.ts";
import type { InboxServices } from "../services.ts";
import { pathPart, type Routes, readBody, words } from "./call.ts";
import { fileResponse } from "./file-response.ts";

const reviewBody = z.strictObject({
  decision: z.enum(["approve", "reject", "pause", "resume"]),
  reason: words(1, 500).optional(),
});
const approvalBody = z.strictObject({
  automatic: z.boolean().optional(),
  rules: z
    .array(z.strictObject({ id: words(1, 100), isOn: z.boolean() }))
    .max(100)
    .optional(),
});

export function templateRoutes(
  routes: Routes,
  { database, templateDesk, uploads, now }: InboxServices,
): void {
  routes.for("agent", "GET", "/templates", async (context, { agent }) =>
    context.json({ templates: await templateDesk.list(agent.business) }),
  );

  routes.for("agent", "GET", "/templates/:id/example", async (context, { agent }) => {
    const handle = await templateDesk.example(agent.business, pathPart(context, "id"));
    const held = handle === undefined ? undefined : await uploads?.open(handle);
    if (held === undefined || held.file.size === 0) throw notFound();
    const { type, filename } = held.upload;
    return fileResponse({ blob: held.file, type, filename }, context.req.header("range"));
  });

  routes.for("operator", "POST", "/templates/:id/review", async (context, { agent }) => {
    const { decision, reason } = await readBody(context, reviewBody);
    const id = pathPart(context, "id");
    const { business } = agent;
    if (!(await templateDesk.list(business)).some((template) => template.id === id)) throw notFound();
    const view = await templateDesk.review(id, decision, reason, agent.id);
    const text = `${agent.name} decided about the template ${view.name}: ${decision}.`;
    await writeLog(database, { business, at: now(), agent: agent.id, action: "template.reviewed", text });
    return context.json(view);
  });

  routes.for("operator", "GET", "/approval", async (context, { agent }) =>
    context.json(await templateDesk.approval(agent.business)),
  );

  routes.for("operator", "PUT", "/approval", async (context, { agent }) => {
    const { automatic, rules } = await readBody(context, approvalBody);
    const change = { ...(automatic !== undefined && { automatic }), ...(rules && { rules }) };
    const view = await templateDesk.setApproval(agent.business, change, agent.id);
    const text = `${agent.name} changed the rules for approving templates.`;
    await writeLog(database, {
      business: agent.business,
      at: now(),
      agent: agent.id,
      action: "approval.changed",
      text,
    });
    return context.json(view);
  });
}
