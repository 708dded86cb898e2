import { Hono } from "hono";
import type { BusinessAccounts, TokenView } from "../accounts/index.ts";
import type { BusinessNumber } from "../model/index.ts";
import type { AdminDevices } from "./ports.ts";
import { readBody, readQuery } from "./request.ts";
import { businessQuery, idBody, tokenBody } from "./schemas.ts";

/** Businesses with their numbers. */
export function businessRoutes(accounts: BusinessAccounts, devices: AdminDevices): Hono {
  const app = new Hono();
  app.get("/", (context) =>
    context.json({
      businesses: accounts.businesses().map(({ id, name, app: appId, isSubscribed, createdAt }) => ({
        id,
        name,
        app: appId,
        isSubscribed,
        createdAt,
        numbers: accounts.numbersOf(id).map((number) => numberView(number, devices)),
      })),
    }),
  );
  app.post("/secret", async (context) => {
    const { id } = await readBody(context, idBody);
    return context.json({ app_secret: await accounts.rotateAppSecret(accounts.business(id)?.app ?? "") });
  });
  return app;
}

/** Tokens, which are told when they are made and never again. */
export function tokenRoutes(accounts: BusinessAccounts): Hono {
  const app = new Hono();
  app.get("/", (context) => {
    const { business } = readQuery(context, businessQuery);
    return context.json({ tokens: accounts.tokens(business).map(tokenView) });
  });
  app.post("/", async (context) => {
    const { business, scopes, expiresAt, label } = await readBody(context, tokenBody);
    const made = await accounts.createToken({
      business,
      expiresAt,
      ...(scopes === undefined ? {} : { scopes }),
      ...(label === undefined ? {} : { label }),
    });
    return context.json(made, 201);
  });
  app.post("/revoke", async (context) => {
    const { id } = await readBody(context, idBody);
    return context.json({ revoked: await accounts.revokeToken(id) });
  });
  return app;
}

function numberView({ id, number, name, status }: BusinessNumber, devices: AdminDevices) {
  return { id, number, name, status, connection: devices.connection(id)?.state ?? "none" };
}

function tokenView({ id, label, scopes, createdAt, expiresAt, revokedAt }: TokenView) {
  return { id, label, scopes, createdAt, expiresAt, revokedAt };
}
