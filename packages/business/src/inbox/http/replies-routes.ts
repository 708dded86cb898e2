import { z } from "zod";
import { notFound } from "../errors.ts";
import { writeLog } from "../log.ts";
import type { InboxServices } from "../services.ts";
import { count, type InboxContext, pathPart, type Routes, readBody, readQuery, words } from "./call.ts";
import { repliesDraft, repliesTestBody } from "./replies-schemas.ts";

const query = z.object({ number: words(1, 64) });

export function repliesRoutes(routes: Routes, { accounts, database, repliesDesk, now }: InboxServices): void {
  const numberOf = (context: InboxContext, business: string): string => {
    const { number } = readQuery(context, query);
    if (accounts.number(number)?.business !== business) throw notFound();
    return number;
  };

  routes.for("admin", "GET", "/replies", async (context, { agent }) =>
    context.json(await repliesDesk.get(numberOf(context, agent.business))),
  );

  routes.for("admin", "PUT", "/replies", async (context, { agent }) => {
    const number = numberOf(context, agent.business);
    const view = await repliesDesk.save(number, await readBody(context, repliesDraft), agent.id);
    const text = `${agent.name} changed the automatic replies: version ${view.version}.`;
    await writeLog(database, {
      business: agent.business,
      at: now(),
      agent: agent.id,
      action: "replies.changed",
      text,
    });
    return context.json(view);
  });

  routes.for("admin", "GET", "/replies/history", async (context, { agent }) =>
    context.json({ versions: await repliesDesk.history(numberOf(context, agent.business)) }),
  );

  routes.for("admin", "GET", "/replies/versions/:version", async (context, { agent }) => {
    const number = numberOf(context, agent.business);
    const version = count(0, 2 ** 31 - 1).safeParse(pathPart(context, "version"));
    const view = version.success ? await repliesDesk.version(number, version.data) : undefined;
    if (view === undefined) throw notFound();
    return context.json(view);
  });

  routes.for("admin", "POST", "/replies/test", async (context, { agent }) => {
    const number = numberOf(context, agent.business);
    const { test, draft } = await readBody(context, repliesTestBody);
    return context.json(await repliesDesk.test(number, test, draft));
  });
}
