import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";
import type { InboxServices } from "../services.ts";
import { done, type Routes, readBody } from "./call.ts";
import { signedIn } from "./session-routes.ts";

const base64url = z.string().regex(/^[A-Za-z0-9_-]{1,8192}$/, "is no base64url");

/** What a browser's credential has in both cases (WebAuthn, section 5.1); what else it has is the library's to read. */
const frame = {
  id: base64url,
  rawId: base64url,
  type: z.literal("public-key"),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
  authenticatorAttachment: z.enum(["cross-platform", "platform"]).optional(),
};

const loginResponse = z.object({
  response: z.object({
    ...frame,
    response: z.object({
      clientDataJSON: base64url,
      authenticatorData: base64url,
      signature: base64url,
      userHandle: base64url.nullish(),
    }),
  }),
});

const registration = z.object({
  response: z.object({
    ...frame,
    response: z.object({
      clientDataJSON: base64url,
      attestationObject: z.string().regex(/^[A-Za-z0-9_-]{1,65536}$/, "is no base64url"),
      transports: z.array(z.string().max(32)).max(8).optional(),
    }),
  }),
});

export function passkeyRoutes(routes: Routes, services: InboxServices): void {
  const { passkeys, signIn, accounts, agents } = services;

  routes.open("POST", "/login/passkey/options", async (context) =>
    context.json(await passkeys.loginOptions()),
  );

  routes.open("POST", "/login/passkey", async (context) => {
    const { response } = await readBody(context, loginResponse);
    const agent = await signIn.counted(context.env.peer, () =>
      passkeys.login(response as AuthenticationResponseJSON),
    );
    return signedIn(services, agent, "with a passkey");
  });

  routes.for("agent", "POST", "/passkeys/options", async (context, { agent }) => {
    const name = accounts.business(agent.business)?.name ?? "Culver";
    return context.json(await passkeys.registrationOptions(agent, name));
  });

  routes.for("agent", "POST", "/passkeys", async (context, { agent }) => {
    const { response } = await readBody(context, registration);
    await passkeys.register(agent, response as RegistrationResponseJSON);
    await agents.reload();
    services.showAgents(agent.business);
    return done();
  });

  routes.for("agent", "DELETE", "/passkeys", async (_, { agent }) => {
    await passkeys.removeAll(agent);
    await agents.reload();
    services.showAgents(agent.business);
    return done();
  });
}
