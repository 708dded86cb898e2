import { Hono } from "hono";
import type { OperatorOptions } from "../options.ts";
import { bears } from "../token.ts";
import { OperatorError } from "./errors.ts";
import { readBody } from "./request.ts";
import { traceBody } from "./schemas.ts";

/** What happened to a message. Asked by POST: neither id nor number belongs into a URL, which logs keep. */
export function traceRoutes({ gateway, token }: OperatorOptions): Hono {
  const app = new Hono();
  app.post("/", async (context) => {
    const asked = await readBody(context, traceBody);
    if ("phone" in asked) {
      if (!bears(context.req.header("authorization"), token)) {
        throw new OperatorError("The operator's token is needed to ask by number.", {
          status: 401,
          code: "not_authorized",
        });
      }
      return context.json({ traces: await gateway.tracesOf(asked.phone, asked.limit) });
    }
    return context.json({ traces: await gateway.trace("id" in asked ? asked.id : asked.reference) });
  });
  return app;
}
