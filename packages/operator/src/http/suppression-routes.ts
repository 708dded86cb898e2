import { Hono } from "hono";
import type { OperatorOptions } from "../options.ts";
import { OperatorError } from "./errors.ts";
import { readBody, requireToken } from "./request.ts";
import { importBody, suppressionBody } from "./schemas.ts";

const AT_MOST = 100_000;
const LINES = { "content-type": "application/jsonl; charset=utf-8" };

/** Phones that have said STOP. */
export function suppressionRoutes({ suppressions, token }: OperatorOptions): Hono {
  const app = new Hono();
  const list = () => {
    if (suppressions !== undefined) return suppressions;
    throw new OperatorError("This server keeps no suppression list.", { status: 404, code: "not_found" });
  };
  app.use(requireToken(token));
  app.get("/", async (context) => context.json({ suppressions: await list().list(AT_MOST) }));
  app.get("/export", () => new Response(streamOf(list().export()), { headers: LINES }));
  app.post("/import", async (context) => {
    const { lines } = await readBody(context, importBody);
    return context.json(await list().import(lines));
  });
  app.post("/add", async (context) => {
    const { phone, from } = await readBody(context, suppressionBody);
    await list().add(phone, from);
    return context.body(null, 204);
  });
  app.post("/remove", async (context) => {
    const { phone, from } = await readBody(context, suppressionBody);
    await list().remove(phone, from);
    return context.body(null, 204);
  });
  return app;
}

/** Lines as they are read from the database, never the whole list at once. */
function streamOf(lines: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = lines[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
