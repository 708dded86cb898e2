import { Hono } from "hono";
import { parseMobileNumber } from "../registration/phone-number.ts";
import type { CodeSent } from "../registration/registrations.ts";
import { readBody, readParam } from "./body.ts";
import { limitedAddress } from "./client-address.ts";
import type { HttpDoorContext, HttpEnv } from "./context.ts";
import { registrationParam, resendBody, startBody, verifyBody } from "./schemas.ts";

/** Signing up (docs/protocol.md, "HTTP"). */
export function registrationRoutes(door: HttpDoorContext): Hono<HttpEnv> {
  const { services, metrics } = door;
  const app = new Hono<HttpEnv>();

  app.post("/", async (c) => {
    const { number, ...request } = await readBody(c, startBody);
    const parsed = parseMobileNumber(number, { country: door.country, sandboxRange: door.sandbox });
    const address = limitedAddress(c.get("address"));
    const sent = await services.registrations.start(parsed, address, request);
    metrics.registrations.inc({ step: "started" });
    return c.json(answer(sent), 201);
  });

  app.get("/:registration", async (c) => {
    const registration = readParam(c, "registration", registrationParam);
    const subject = limitedAddress(c.get("address"));
    await services.limiter.take([
      { limit: "registration-state", subject, policy: services.limits.accountCalls },
    ]);
    return c.json(answer(await services.registrations.state(registration)));
  });

  app.post("/:registration/resend", async (c) => {
    const registration = readParam(c, "registration", registrationParam);
    const request = await readBody(c, resendBody);
    const address = limitedAddress(c.get("address"));
    const sent = await services.registrations.resend(registration, address, request);
    metrics.registrations.inc({ step: "resent" });
    return c.json(answer(sent), 201);
  });

  app.post("/:registration/verify", async (c) => {
    const registration = readParam(c, "registration", registrationParam);
    const body = await readBody(c, verifyBody);
    const subject = limitedAddress(c.get("address"));
    await services.limiter.take([
      { limit: "verify-address", subject, policy: services.limits.verifyAddress },
    ]);
    const registered = await services.accounts.register(registration, {
      code: body.code,
      deviceName: body.device_name,
      pin: body.pin,
    });
    metrics.registrations.inc({ step: registered.newAccount ? "new_account" : "replaced" });
    const { account, device, token, number, newAccount } = registered;
    return c.json({ account, device, token, number, domain: door.domain, new_account: newAccount }, 201);
  });

  return app;
}

function answer(sent: CodeSent) {
  return {
    registration: sent.registration,
    number: sent.number,
    expires_in: Math.floor(sent.expiresInMs / 1000),
    resend_after: Math.ceil(sent.resendAfterMs / 1000),
    method: sent.method,
    methods: sent.methods,
  };
}
