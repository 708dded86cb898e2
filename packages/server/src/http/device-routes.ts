import { Hono } from "hono";
import { requireDevice } from "./bearer.ts";
import { readBody, readParam } from "./body.ts";
import type { HttpDoorContext, HttpEnv } from "./context.ts";
import { HttpError } from "./http-error.ts";
import { deviceBody, deviceParam } from "./schemas.ts";

/** The account's devices (docs/protocol.md, "HTTP"). */
export function deviceRoutes(door: HttpDoorContext): Hono<HttpEnv> {
  const { devices } = door.services;
  const app = new Hono<HttpEnv>();

  app.get("/", async (c) => {
    const { account } = await requireDevice(door, c);
    const list = await devices.list(account);
    return c.json({
      devices: list.map(({ device, name, createdAt, lastSeenAt }) => {
        return { device, name, created_at: iso(createdAt), last_seen_at: iso(lastSeenAt) };
      }),
    });
  });

  app.post("/", async (c) => {
    const { account } = await requireDevice(door, c);
    const { device_name } = await readBody(c, deviceBody);
    const { device, token } = await devices.add(account, device_name);
    return c.json({ device, token }, 201);
  });

  app.delete("/:device", async (c) => {
    const { account } = await requireDevice(door, c);
    const device = readParam(c, "device", deviceParam);
    if (!(await devices.remove({ account, device }))) {
      throw new HttpError(404, "not_found", "This account has no such device.");
    }
    return c.body(null, 204);
  });

  return app;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
