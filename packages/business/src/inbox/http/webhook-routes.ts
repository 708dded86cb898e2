import { z } from "zod";
import type { WebhooksView, WebhookView } from "../../inbox-api.ts";
import type { WebhookEntry } from "../../webhooks/index.ts";
import { notFound } from "../errors.ts";
import { writeLog } from "../log.ts";
import type { InboxServices } from "../services.ts";
import { count, pathPart, position, type Routes, readBody, readQuery, words } from "./call.ts";

const listQuery = z.object({
  state: z.enum(["waiting", "delivered", "dead"]).optional(),
  target: words(1, 64).optional(),
  before: position,
});
const seqsBody = z.strictObject({ seqs: z.array(z.int().min(0)).min(1).max(500) });
const PAGE = 50;

const ACTIONS = [
  ["replay", "replay", "webhook.replayed", "sent again"],
  ["dead-letter", "deadLetter", "webhook.dead-lettered", "given up"],
  ["delete", "delete", "webhook.deleted", "deleted"],
] as const;

export function webhookRoutes(routes: Routes, services: InboxServices): void {
  const { accounts, database, now } = services;
  const { desk } = services.webhooks;

  /** Those of the numbers that are events of this business. */
  async function own(business: string, seqs: readonly number[]): Promise<number[]> {
    const found: number[] = [];
    for (const seq of new Set(seqs)) if ((await desk.inspect(seq))?.waba === business) found.push(seq);
    return found;
  }

  /** Where events of the business go, and where events still wait from before. */
  function targetsOf(business: string): WebhooksView["targets"] {
    const { app, override } = accounts.business(business) ?? {};
    if (app === undefined) return [];
    const overrides = [override, ...accounts.numbersOf(business).map((number) => number.override)];
    const urls = [accounts.app(app)?.callbackUrl, ...overrides];
    const set = urls.flatMap((url) => (url ? [{ app, url }] : []));
    return services.webhooks
      .targets(set)
      .filter((state) => state.app === app)
      .map(({ app: _, ...state }) => state);
  }

  routes.for("admin", "GET", "/webhooks", async (context, { agent: { business } }) => {
    const { state, target, before } = readQuery(context, listQuery);
    const filter = {
      ...(state && { state }),
      ...(target && { target }),
      ...(before !== undefined && { before }),
    };
    const found = await desk.list({ ...filter, waba: business, limit: PAGE + 1 });
    const entries = found.slice(0, PAGE).map(entryView);
    const last = entries.at(-1);
    const view: WebhooksView = {
      entries,
      ...(await desk.backlog(business)),
      targets: targetsOf(business),
      next: found.length > PAGE ? last?.seq : undefined,
    };
    return context.json(view);
  });

  routes.for("admin", "GET", "/webhooks/:seq/attempts", async (context, { agent: { business } }) => {
    const seq = count(0, Number.MAX_SAFE_INTEGER).safeParse(pathPart(context, "seq"));
    const entry = seq.success ? await desk.inspect(seq.data) : undefined;
    if (entry?.waba !== business) throw notFound();
    return context.json({ attempts: await desk.attempts({ target: entry.target }) });
  });

  for (const [path, does, action, words] of ACTIONS) {
    routes.for("admin", "POST", `/webhooks/${path}`, async (context, { agent }) => {
      const { business, id, name } = agent;
      const seqs = await own(business, (await readBody(context, seqsBody)).seqs);
      const changed = await desk[does](seqs);
      const text = `${name} had ${changed} ${changed === 1 ? "webhook" : "webhooks"} ${words}.`;
      await writeLog(database, { business, at: now(), agent: id, action, text });
      return context.json({ count: changed });
    });
  }
}

const entryView = (entry: WebhookEntry): WebhookView => ({
  ...{ seq: entry.seq, receiver: entry.receiver, field: entry.field, size: entry.size, state: entry.state },
  ...{ createdAt: entry.createdAt, dueAt: entry.dueAt, attempts: entry.attempts },
  failure: entry.failure ?? undefined,
});
