import { secureHeaders } from "@culver/pages";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { OperatorOptions } from "../options.ts";
import { pageAssets } from "../page-assets.ts";
import { businessRoutes } from "./business-routes.ts";
import { answerError, OperatorError } from "./errors.ts";
import { messageRoutes } from "./message-routes.ts";
import { poolRoutes } from "./pool-routes.ts";
import { prefixRoutes } from "./prefix-routes.ts";
import { receiptRoutes } from "./receipt-routes.ts";
import { routeRoutes } from "./route-routes.ts";
import { suppressionRoutes } from "./suppression-routes.ts";
import { traceRoutes } from "./trace-routes.ts";

const MAX_BODY_BYTES = 16 * 1024;

/** The page, and the calls of `culver sms`. Reading states needs no more than being here; the rest needs the token. */
export function createApp(options: OperatorOptions): Hono {
  const assets = pageAssets();
  const app = new Hono();
  app.onError(answerError);
  app.notFound((context) =>
    answerError(new OperatorError("There is no such thing.", { status: 404, code: "not_found" }), context),
  );
  app.use(secureHeaders);
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (context) =>
        answerError(new OperatorError("The body is too large.", { status: 413, code: "too_large" }), context),
    }),
  );
  app.get("/operator", (context) => context.redirect("/operator/sms"));
  app.get("/operator/sms", () => assets.document());
  app.get("/operator/assets/:name", async (context) => {
    return (await assets.asset(context.req.param("name"))) ?? context.notFound();
  });
  app.get("/operator/sms/state", (context) => context.json(options.gateway.state()));
  app.route("/operator/sms/trace", traceRoutes(options));
  app.route("/operator/sms/messages", messageRoutes(options));
  app.route("/operator/sms/receipts", receiptRoutes(options));
  app.route("/operator/sms/routes", routeRoutes(options));
  app.route("/operator/sms/suppressions", suppressionRoutes(options));
  app.route("/operator/sms/pool", poolRoutes(options));
  app.route("/operator/sms/prefixes", prefixRoutes(options));
  app.route("/operator/business", businessRoutes(options));
  return app;
}
