import { Hono } from "hono";
import type { WebhookQueue } from "../webhooks/index.ts";
import { readBody, readQuery } from "./request.ts";
import { eventsBody, webhooksQuery } from "./schemas.ts";

/** Events that one round of "all" takes; rounds go on until none is left. */
const ROUND = 500;

/** What waits for receivers, what is dead, and what is to become of it. */
export function webhookRoutes(queue: Pick<WebhookQueue, "desk" | "backlog" | "targets">): Hono {
  const { desk } = queue;
  const app = new Hono();
  app.get("/", async (context) => {
    const filter = readQuery(context, webhooksQuery);
    const entries = await desk.list(stripped(filter));
    return context.json({ entries, ...(await queue.backlog()), targets: queue.targets() });
  });
  app.get("/attempts", async (context) => {
    const { target, limit } = readQuery(context, webhooksQuery);
    return context.json({ attempts: await desk.attempts(stripped({ target, limit })) });
  });
  const act = (path: string, work: (seqs: readonly number[]) => Promise<number>) =>
    app.post(path, async (context) => {
      const body = await readBody(context, eventsBody);
      return context.json({ count: "seqs" in body ? await work(body.seqs) : await allDead(work) });
    });
  act("/replay", (seqs) => desk.replay(seqs));
  act("/dead-letter", (seqs) => desk.deadLetter(seqs));
  act("/delete", (seqs) => desk.delete(seqs));
  return app;

  async function allDead(work: (seqs: readonly number[]) => Promise<number>): Promise<number> {
    let count = 0;
    let before: number | undefined;
    for (;;) {
      const page = await desk.list(stripped({ state: "dead", before, limit: ROUND }));
      const last = page.at(-1);
      if (last === undefined) return count;
      count += await work(page.map(({ seq }) => seq));
      before = last.seq;
    }
  }
}

type Stripped<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without what is undefined. */
function stripped<T extends object>(value: T): Stripped<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Stripped<T>;
}
