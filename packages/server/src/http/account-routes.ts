import { Hono } from "hono";
import { requireDevice } from "./bearer.ts";
import { readBody } from "./body.ts";
import type { HttpDoorContext, HttpEnv } from "./context.ts";
import { lockBody } from "./schemas.ts";

/** The registration lock and the account's end (docs/protocol.md, "HTTP"). */
export function accountRoutes(door: HttpDoorContext): Hono<HttpEnv> {
  const { accounts, lock } = door.services;
  const app = new Hono<HttpEnv>();

  app.put("/registration-lock", async (c) => {
    const { account } = await requireDevice(door, c);
    await lock.set(account, (await readBody(c, lockBody)).pin);
    return c.body(null, 204);
  });

  app.delete("/registration-lock", async (c) => {
    const { account } = await requireDevice(door, c);
    await lock.remove(account);
    return c.body(null, 204);
  });

  app.delete("/account", async (c) => {
    const { account } = await requireDevice(door, c);
    await accounts.delete(account);
    return c.body(null, 204);
  });

  return app;
}
