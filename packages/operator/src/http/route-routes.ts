import { Hono } from "hono";
import type { OperatorOptions } from "../options.ts";
import { OperatorError } from "./errors.ts";
import { requireToken } from "./request.ts";

/** Reads the routes again, without a restart. */
export function routeRoutes({ reloadRoutes, token, gateway }: OperatorOptions): Hono {
  const app = new Hono();
  app.post("/reload", requireToken(token), async (context) => {
    if (reloadRoutes === undefined) {
      throw new OperatorError(
        "The routes of this server come from its environment: restart it, or set CULVER_SMS_ROUTES_FILE.",
        { status: 409, code: "fixed" },
      );
    }
    await reloadRoutes();
    return context.json({ carriers: gateway.state().carriers.map(({ name }) => name) });
  });
  return app;
}
