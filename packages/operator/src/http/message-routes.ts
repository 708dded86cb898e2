import { Hono } from "hono";
import type { OperatorOptions } from "../options.ts";
import { readBody, requireToken } from "./request.ts";
import { messageBody } from "./schemas.ts";

/** A text from the operator, as `culver sms send` makes it. */
export function messageRoutes({ gateway, token, sender }: OperatorOptions): Hono {
  const app = new Hono();
  app.post("/", requireToken(token), async (context) => {
    const { to, text, from = sender, id } = await readBody(context, messageBody);
    const body = { kind: "text", text } as const;
    const queued = await gateway.send({
      to,
      from,
      body,
      purpose: "notice",
      ...(id === undefined ? {} : { id }),
    });
    return context.json(queued, 202);
  });
  return app;
}
