import { Hono } from "hono";
import type { OperatorOptions } from "../options.ts";
import { OperatorError } from "./errors.ts";
import { readBody, requireToken } from "./request.ts";
import { numberBody } from "./schemas.ts";

/** Numbers of businesses that run on a host of their own: the operator vouches for them here. */
export function businessRoutes({ businessNumbers, token }: OperatorOptions): Hono {
  const app = new Hono();
  const port = () => {
    if (businessNumbers !== undefined) return businessNumbers;
    throw new OperatorError("This process sends and takes no SMS.", { status: 404, code: "not_found" });
  };
  app.use(requireToken(token));
  app.get("/numbers", async (context) => context.json({ numbers: await port().list() }));
  app.post("/voucher", async (context) => {
    const { number } = await readBody(context, numberBody);
    const { voucher, expiresAt } = await port().vouch(number);
    return context.json({ number, voucher, expires_at: expiresAt });
  });
  app.post("/release", async (context) => {
    const { number } = await readBody(context, numberBody);
    await port().release(number);
    return context.body(null, 204);
  });
  return app;
}
