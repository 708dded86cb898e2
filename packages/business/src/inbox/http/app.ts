import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { InboxError, notFound } from "../errors.ts";
import type { InboxServices } from "../services.ts";
import { agentRoutes } from "./agent-routes.ts";
import { answerError } from "./answer-error.ts";
import { type InboxEnv, type Route, type Routes, routesOf } from "./call.ts";
import { eventRoutes } from "./event-routes.ts";
import { fileRoutes } from "./file-routes.ts";
import { labelRoutes } from "./label-routes.ts";
import { logRoutes } from "./log-routes.ts";
import { messageRoutes } from "./message-routes.ts";
import { passkeyRoutes } from "./passkey-routes.ts";
import { quickReplyRoutes } from "./quick-reply-routes.ts";
import { repliesRoutes } from "./replies-routes.ts";
import { searchRoutes } from "./search-routes.ts";
import { sessionRoutes } from "./session-routes.ts";
import { strictHeaders } from "./strict-headers.ts";
import { templateRoutes } from "./template-routes.ts";
import { threadRoutes } from "./thread-routes.ts";
import { webhookRoutes } from "./webhook-routes.ts";

const MAX_BODY_BYTES = 256 * 1024;
const BASE = "/business/api";

const PARTS: readonly ((routes: Routes, services: InboxServices) => void)[] = [
  sessionRoutes,
  passkeyRoutes,
  agentRoutes,
  threadRoutes,
  messageRoutes,
  fileRoutes,
  searchRoutes,
  labelRoutes,
  quickReplyRoutes,
  logRoutes,
  eventRoutes,
  templateRoutes,
  repliesRoutes,
  webhookRoutes,
];

/** Everything below /business/api. */
export function createApp(services: InboxServices): {
  readonly app: Hono<InboxEnv>;
  readonly routes: readonly Route[];
} {
  const app = new Hono<InboxEnv>().basePath(BASE);
  app.onError((error, context) => answerError(error, context, services.log));
  app.notFound((context) => answerError(notFound(), context, services.log));
  app.use(strictHeaders);
  const limit = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: () => {
      throw new InboxError(413, "too_large", "The body is too large.");
    },
  });
  // Files have limits of their own, by their types.
  app.use((context, next) => (context.req.path === `${BASE}/media` ? next() : limit(context, next)));
  const routes = routesOf(app, services);
  for (const part of PARTS) part(routes, services);
  return { app, routes: routes.list };
}
