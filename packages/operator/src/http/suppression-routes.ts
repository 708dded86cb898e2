import { Hono } from "hono";
import type { OperatorOptions } from "../options.ts";
import { OperatorError } from "./errors.ts";
import { readBody, requireToken } from "./request.ts";
import { suppressionBody } from "./schemas.ts";

const AT_MOST = 100_000;

/** Phones that have said STOP. */
export function suppressionRoutes({ suppressions, token }: OperatorOptions): Hono {
  const app = new Hono();
  const list = () => {
    if (suppressions !== undefined) return suppressions;
    throw new OperatorError("This server keeps no suppression list.", { status: 404, code: "not_found" });
  };
  app.use(requireToken(token));
  app.get("/", async (context) => context.json({ suppressions: await list().list(AT_MOST) }));
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
