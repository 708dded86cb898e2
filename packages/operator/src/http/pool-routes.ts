import { Hono } from "hono";
import type { OperatorOptions } from "../options.ts";
import { OperatorError } from "./errors.ts";
import { readBody, requireToken } from "./request.ts";
import { releaseBody } from "./schemas.ts";

/** Numbers that people write to phones from, and which of them a phone is bound to. */
export function poolRoutes({ pool, token }: OperatorOptions): Hono {
  const app = new Hono();
  const port = () => {
    if (pool !== undefined) return pool;
    throw new OperatorError("People do not write to phones from this server.", {
      status: 404,
      code: "not_found",
    });
  };
  app.get("/", async (context) => context.json(await port().state()));
  app.post("/release", requireToken(token), async (context) => {
    const { unused_since } = await readBody(context, releaseBody);
    return context.json({ released: await port().release(unused_since) });
  });
  return app;
}
