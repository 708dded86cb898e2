import { UniqueViolationError } from "@culver/storage";
import { z } from "zod";
import { newNodeId } from "../../graph/index.ts";
import type { QuickReplyView } from "../../inbox-api.ts";
import { notFound, refused, taken } from "../errors.ts";
import { writeLog } from "../log.ts";
import type { InboxServices } from "../services.ts";
import { done, pathPart, type Routes, readBody, words } from "./call.ts";

const shortcut = z.string().regex(/^[\p{L}\p{N}_-]{1,32}$/u, "is of letters, digits, - and _");
const replyBody = z.strictObject({ shortcut, text: words(1, 4096) });
const changeBody = z.strictObject({ shortcut: shortcut.optional(), text: words(1, 4096).optional() });
/** Quick replies of a business at most. */
const MOST = 500;

export function quickReplyRoutes(routes: Routes, { database, now }: InboxServices): void {
  const list = (business: string): Promise<QuickReplyView[]> =>
    database.query<{ id: string; shortcut: string; text: string }>(
      "SELECT id, shortcut, text FROM business_inbox_quick_replies WHERE business = ? ORDER BY shortcut",
      [business],
    );
  const unique = (error: unknown): never => {
    if (error instanceof UniqueViolationError) throw taken("There is a quick reply of this name already.");
    throw error;
  };

  routes.for("agent", "GET", "/quick-replies", async (context, { agent }) =>
    context.json({ quickReplies: await list(agent.business) }),
  );

  routes.for("agent", "POST", "/quick-replies", async (context, { agent }) => {
    const reply = { id: newNodeId(), ...(await readBody(context, replyBody)) };
    const { business } = agent;
    if ((await list(business)).length >= MOST) throw refused(`There are ${MOST} quick replies already.`);
    await database
      .transaction(async (tx) => {
        await tx.execute(
          "INSERT INTO business_inbox_quick_replies (id, business, shortcut, text) VALUES (?, ?, ?, ?)",
          [reply.id, business, reply.shortcut, reply.text],
        );
        const text = `${agent.name} made a quick reply.`;
        await writeLog(tx, { business, at: now(), agent: agent.id, action: "quick-reply.made", text });
      })
      .catch(unique);
    return context.json(reply, 201);
  });

  routes.for("agent", "PATCH", "/quick-replies/:id", async (context, { agent }) => {
    const change = await readBody(context, changeBody);
    const { business } = agent;
    const id = pathPart(context, "id");
    await database
      .transaction(async (tx) => {
        const count = await tx.execute(
          `UPDATE business_inbox_quick_replies SET shortcut = COALESCE(?, shortcut), text = COALESCE(?, text)
           WHERE id = ? AND business = ?`,
          [change.shortcut ?? null, change.text ?? null, id, business],
        );
        if (count === 0) throw notFound();
        const text = `${agent.name} changed a quick reply.`;
        await writeLog(tx, { business, at: now(), agent: agent.id, action: "quick-reply.changed", text });
      })
      .catch(unique);
    return context.json((await list(business)).find((reply) => reply.id === id));
  });

  routes.for("agent", "DELETE", "/quick-replies/:id", async (context, { agent }) => {
    const { business } = agent;
    await database.transaction(async (tx) => {
      const count = await tx.execute(
        "DELETE FROM business_inbox_quick_replies WHERE id = ? AND business = ?",
        [...[pathPart(context, "id"), business]],
      );
      if (count === 0) throw notFound();
      const text = `${agent.name} deleted a quick reply.`;
      await writeLog(tx, { business, at: now(), agent: agent.id, action: "quick-reply.deleted", text });
    });
    return done();
  });
}
