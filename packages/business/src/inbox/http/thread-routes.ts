import { z } from "zod";
import { parsePhone } from "../../graph/index.ts";
import type { ThreadChange } from "../../inbox-api.ts";
import { badRequest, notFound } from "../errors.ts";
import { writeLog } from "../log.ts";
import type { InboxServices } from "../services.ts";
import { changeThread, readThread } from "../threads/change-thread.ts";
import { listThreads } from "../threads/thread-list.ts";
import { ensureThreadRows } from "../threads/thread-row.ts";
import type { KnownThread } from "../threads/thread-views.ts";
import {
  count,
  done,
  type InboxContext,
  pathPart,
  position,
  type Routes,
  readBody,
  readQuery,
  words,
} from "./call.ts";

const id = z.string().regex(/^[A-Za-z0-9_.:-]{1,100}$/, "is no id");
const listQuery = z.object({
  filter: z.enum(["open", "mine", "unassigned", "closed", "all"]).default("open"),
  label: id.optional(),
  number: id.optional(),
  before: position,
  limit: count(1, 200).default(50),
});
const itemsQuery = z.object({ before: position, after: position, limit: count(1, 200).default(50) });
const changeBody = z.strictObject({
  name: words(1, 100).optional(),
  assignee: id.nullable().optional(),
  labels: z.array(id).max(100).optional(),
  state: z.enum(["open", "closed"]).optional(),
  channel: z.enum(["app", "sms"]).optional(),
  isBlocked: z.boolean().optional(),
});
const beginBody = z.strictObject({ number: id, phone: words(1, 64) });
const viewingBody = z.strictObject({ viewing: z.boolean() });
const typingBody = z.strictObject({ typing: z.boolean() });

/** The thread of a call's path. @throws InboxError 404 */
export async function threadOf(
  { threads }: InboxServices,
  context: InboxContext,
  business: string,
): Promise<KnownThread> {
  const known = await threads.find(business, pathPart(context, "id"));
  if (known === undefined) throw notFound();
  return known;
}

export function threadRoutes(routes: Routes, services: InboxServices): void {
  const { database, engine, accounts, agents, items, threads, inThread, hub, now } = services;
  const agentOf = (agent: string) => agents.get(agent);

  routes.for("agent", "GET", "/threads", async (context, { agent }) => {
    const query = readQuery(context, listQuery);
    const { rows, next } = await listThreads(database, {
      ...query,
      business: agent.business,
      agent: agent.id,
    });
    return context.json({ threads: await threads.views(rows), next });
  });

  routes.for("agent", "POST", "/threads", async (context, { agent }) => {
    const { number: numberId, phone } = await readBody(context, beginBody);
    const number = accounts.number(numberId);
    if (number?.business !== agent.business) throw badRequest("There is no such number of the business.");
    const thread = await engine.beginThread(number, { kind: "phone", phone: parsePhone(phone) });
    await ensureThreadRows(database, [{ thread, business: agent.business, at: now() }]);
    const entry = { action: "thread.begun", thread: thread.id, text: `${agent.name} began a chat.` };
    await writeLog(database, { business: agent.business, at: now(), agent: agent.id, ...entry });
    await services.showThread(agent.business, thread.id);
    return context.json(await threads.view(thread.id), 201);
  });

  routes.for("agent", "GET", "/threads/:id", async (context, { agent }) => {
    const { row } = await threadOf(services, context, agent.business);
    return context.json(await threads.view(row.id));
  });

  routes.for("agent", "PATCH", "/threads/:id", async (context, { agent }) => {
    const change = (await readBody(context, changeBody)) as ThreadChange;
    const known = await threadOf(services, context, agent.business);
    const events = await changeThread({ database, engine, agentOf, now }, known, change, agent);
    await services.showThread(agent.business, known.row.id, events);
    return context.json(await threads.view(known.row.id));
  });

  routes.for("agent", "GET", "/threads/:id/items", async (context, { agent }) => {
    const page = readQuery(context, itemsQuery);
    const { row } = await threadOf(services, context, agent.business);
    return context.json({ items: await items.list(row.id, page) });
  });

  routes.for("agent", "POST", "/threads/:id/read", async (context, { agent }) => {
    const known = await threadOf(services, context, agent.business);
    if (!(await readThread({ database, now }, known, agent))) return done();
    await services.showThread(agent.business, known.row.id);
    // The customer learns of it; that it could not be told undoes nothing here.
    const number = accounts.number(known.row.number);
    const last = (await engine.messages(known.row.id, { limit: 50 })).findLast(
      ({ direction }) => direction === "in",
    );
    if (number && last) await engine.markRead(number, last.id, false).catch(() => undefined);
    return done();
  });

  routes.for("agent", "POST", "/threads/:id/typing", async (context, { agent }) => {
    const { typing } = await readBody(context, typingBody);
    const { row, thread } = await threadOf(services, context, agent.business);
    if (hub.isOnline(agent.id)) inThread.typing(agent.business, row.id, agent.id, typing);
    if (thread.channel === "app" && !thread.isBlocked) await engine.setTyping(row.id, typing);
    return done();
  });

  routes.for("agent", "POST", "/threads/:id/viewing", async (context, { agent }) => {
    const { viewing } = await readBody(context, viewingBody);
    const { row } = await threadOf(services, context, agent.business);
    if (hub.isOnline(agent.id)) inThread.viewing(agent.business, row.id, agent.id, viewing);
    return done();
  });
}
