import { UniqueViolationError } from "@culver/storage";
import { z } from "zod";
import { newNodeId } from "../../graph/index.ts";
import { notFound, refused, taken } from "../errors.ts";
import { listLabels } from "../labels.ts";
import { writeLog } from "../log.ts";
import type { InboxServices } from "../services.ts";
import { done, pathPart, type Routes, readBody, words } from "./call.ts";

const tint = z.int().min(0).max(7);
const labelBody = z.strictObject({ name: words(1, 50), tint });
const changeBody = z.strictObject({ name: words(1, 50).optional(), tint: tint.optional() });
/** Labels of a business at most. */
const MOST = 200;

export function labelRoutes(routes: Routes, { database, hub, now }: InboxServices): void {
  const show = async (business: string) =>
    hub.publish(business, { type: "labels", labels: await listLabels(database, business) });
  const unique = (error: unknown): never => {
    if (error instanceof UniqueViolationError) throw taken("There is a label of this name already.");
    throw error;
  };

  routes.for("agent", "GET", "/labels", async (context, { agent }) =>
    context.json({ labels: await listLabels(database, agent.business) }),
  );

  routes.for("agent", "POST", "/labels", async (context, { agent }) => {
    const label = { id: newNodeId(), ...(await readBody(context, labelBody)) };
    const { business } = agent;
    if ((await listLabels(database, business)).length >= MOST)
      throw refused(`There are ${MOST} labels already.`);
    await database
      .transaction(async (tx) => {
        await tx.execute("INSERT INTO business_inbox_labels (id, business, name, tint) VALUES (?, ?, ?, ?)", [
          ...[label.id, business, label.name, label.tint],
        ]);
        const text = `${agent.name} made a label.`;
        await writeLog(tx, { business, at: now(), agent: agent.id, action: "label.made", text });
      })
      .catch(unique);
    await show(business);
    return context.json(label, 201);
  });

  routes.for("agent", "PATCH", "/labels/:id", async (context, { agent }) => {
    const { name, tint: newTint } = await readBody(context, changeBody);
    const { business } = agent;
    const id = pathPart(context, "id");
    await database
      .transaction(async (tx) => {
        const count = await tx.execute(
          "UPDATE business_inbox_labels SET name = COALESCE(?, name), tint = COALESCE(?, tint) WHERE id = ? AND business = ?",
          [name ?? null, newTint ?? null, id, business],
        );
        if (count === 0) throw notFound();
        const text = `${agent.name} changed a label.`;
        await writeLog(tx, { business, at: now(), agent: agent.id, action: "label.changed", text });
      })
      .catch(unique);
    await show(business);
    return context.json((await listLabels(database, business)).find((label) => label.id === id));
  });

  routes.for("agent", "DELETE", "/labels/:id", async (context, { agent }) => {
    const id = pathPart(context, "id");
    const { business } = agent;
    await database.transaction(async (tx) => {
      const count = await tx.execute("DELETE FROM business_inbox_labels WHERE id = ? AND business = ?", [
        id,
        business,
      ]);
      if (count === 0) throw notFound();
      await tx.execute("DELETE FROM business_inbox_thread_labels WHERE label = ?", [id]);
      const text = `${agent.name} deleted a label.`;
      await writeLog(tx, { business, at: now(), agent: agent.id, action: "label.deleted", text });
    });
    await show(business);
    return done();
  });
}
