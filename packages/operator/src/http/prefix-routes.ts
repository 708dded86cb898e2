import { Hono } from "hono";
import type { OperatorOptions } from "../options.ts";
import { OperatorError } from "./errors.ts";
import { readBody, requireToken } from "./request.ts";
import { prefixBody } from "./schemas.ts";

/** Prefixes that were closed against SMS pumping. */
export function prefixRoutes({ closedPrefixes, token }: OperatorOptions): Hono {
  const app = new Hono();
  const port = () => {
    if (closedPrefixes !== undefined) return closedPrefixes;
    throw new OperatorError("This process sends no codes.", { status: 404, code: "not_found" });
  };
  app.get("/", async (context) => context.json({ prefixes: await port().list() }));
  app.post("/reopen", requireToken(token), async (context) => {
    const { prefix } = await readBody(context, prefixBody);
    await port().reopen(prefix);
    return context.body(null, 204);
  });
  return app;
}
