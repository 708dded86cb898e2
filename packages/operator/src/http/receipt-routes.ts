import { Hono } from "hono";
import type { OperatorOptions } from "../options.ts";
import { readBody, requireToken } from "./request.ts";
import { receiptsQuery } from "./schemas.ts";

/** Receipts that have come, oldest first: to look at, or to hand to another system again. */
export function receiptRoutes({ gateway, token }: OperatorOptions): Hono {
  const app = new Hono();
  app.post("/", requireToken(token), async (context) => {
    const { since, limit } = await readBody(context, receiptsQuery);
    const receipts = [];
    for await (const receipt of gateway.replayReceipts(since)) {
      receipts.push(receipt);
      if (receipts.length === limit) break;
    }
    return context.json({ receipts });
  });
  return app;
}
