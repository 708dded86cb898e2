import type { Database } from "@culver/storage";
import { Hono } from "hono";
import type { HttpDoorContext, HttpEnv } from "./context.ts";
import { requireLoopback, requireToken } from "./operator-access.ts";
import { statusPage } from "./status-page.ts";
import { STATUS_SCRIPT } from "./status-script.ts";
import { STATUS_STYLE } from "./status-style.ts";

const HEALTH_TIMEOUT_MS = 2_000;

/** For who runs the server: health, metrics, status. */
export function operatorRoutes(door: HttpDoorContext): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  app.get("/healthz", async (c) => {
    c.header("Cache-Control", "no-store");
    if (door.draining()) return c.json({ status: "draining" }, 503);
    const answers = await databaseAnswers(door.database);
    return answers ? c.json({ status: "ok" }) : c.json({ status: "no database" }, 503);
  });

  app.get("/metrics", async (c) => {
    if (door.metricsToken === undefined) requireLoopback(c);
    else requireToken(c, door.metricsToken);
    const { registry } = door.metrics;
    return c.body(await registry.metrics(), 200, {
      "Content-Type": registry.contentType,
      "Cache-Control": "no-store",
    });
  });

  app.get("/status", async (c) => {
    requireLoopback(c);
    c.header("Cache-Control", "no-store");
    return c.html(statusPage(await door.status()));
  });
  app.get("/status.json", async (c) => {
    requireLoopback(c);
    c.header("Cache-Control", "no-store");
    return c.json(await door.status());
  });
  app.get("/status.css", (c) => {
    requireLoopback(c);
    const text = `${door.look.tokens}\n${door.look.base}\n${STATUS_STYLE}`;
    return c.body(text, 200, { "Content-Type": "text/css; charset=utf-8", "Cache-Control": "no-cache" });
  });
  app.get("/status.js", (c) => {
    requireLoopback(c);
    const headers = { "Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache" };
    return c.body(STATUS_SCRIPT, 200, headers);
  });
  return app;
}

async function databaseAnswers(database: Database): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), HEALTH_TIMEOUT_MS);
  });
  const answer = database.query("SELECT number FROM schema_migrations LIMIT 1").then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
