import { z } from "zod";
import type { SessionView } from "../../inbox-api.ts";
import { type Agent, agentView } from "../agents/agent.ts";
import type { Caller } from "../agents/sessions.ts";
import { notFound } from "../errors.ts";
import { listLabels } from "../labels.ts";
import type { InboxServices } from "../services.ts";
import { done, type Routes, readBody, words } from "./call.ts";
import { sessionCookie } from "./session-cookie.ts";

const loginBody = z.strictObject({ login: words(1, 100), password: z.string().max(4_096) });
const secret = z.string().min(1).max(512);
/** Secrets are in bodies: logs of a proxy keep paths. */
const invitationBody = z.strictObject({ secret });
const acceptBody = z.strictObject({
  secret,
  login: words(2, 100),
  password: z.string().max(4_096).optional(),
});
const passwordBody = z.strictObject({
  current: z.string().max(4_096).optional(),
  password: z.string().max(4_096),
});

/** Who is signed in, and what a page needs to begin. */
async function sessionView(services: InboxServices, { agent }: Pick<Caller, "agent">): Promise<SessionView> {
  const { accounts, database, hub, hasSms } = services;
  const { id = agent.business, name = "" } = accounts.business(agent.business) ?? {};
  return {
    agent: agentView(agent, hub.isOnline(agent.id)),
    business: { id, name },
    numbers: services.numberViews(id),
    labels: await listLabels(database, id),
    agents: services.agentViews(id),
    hasSms: hasSms(),
  };
}

/** Begins a session, and answers with it. */
export async function signedIn(services: InboxServices, agent: Agent, how: string): Promise<Response> {
  const { secret, caller } = await services.sessions.begin(agent, how);
  await services.agents.seen(agent.id);
  const cookie = sessionCookie(services.publicUrl).write(secret, services.tuning.sessionMs);
  return Response.json(await sessionView(services, caller), { headers: { "set-cookie": cookie } });
}

export function sessionRoutes(routes: Routes, services: InboxServices): void {
  const { agents, signIn, sessions, passwords, hub, accounts, publicUrl } = services;

  routes.open("POST", "/login", async (context) => {
    const { login, password } = await readBody(context, loginBody);
    const agent = await signIn.byPassword(login, password, context.env.peer);
    return signedIn(services, agent, "with a password");
  });

  routes.for("agent", "GET", "/session", async (context, caller) =>
    context.json(await sessionView(services, caller)),
  );

  routes.for("agent", "POST", "/logout", async (_, caller) => {
    await sessions.end(caller);
    hub.endSession(caller.session);
    return new Response(null, { status: 204, headers: { "set-cookie": sessionCookie(publicUrl).clear() } });
  });

  routes.open("POST", "/invitations", async (context) => {
    const found = await agents.invitation((await readBody(context, invitationBody)).secret);
    if (found === undefined) throw notFound();
    const { name, role, business } = found.agent;
    return context.json({ name, role, business: accounts.business(business)?.name ?? "" });
  });

  routes.open("POST", "/invitations/accept", async (context) => {
    const { secret, login, password } = await readBody(context, acceptBody);
    // Nobody without an invitation has a password worked out.
    if ((await agents.invitation(secret)) === undefined) throw notFound();
    const hash = password === undefined ? undefined : await passwords.hash(password, login);
    const agent = await agents.accept(secret, login, hash);
    hub.end(agent.id);
    services.showAgents(agent.business);
    return signedIn(services, agent, "with an invitation");
  });

  routes.for("agent", "PUT", "/password", async (context, { agent, session }) => {
    const { current, password } = await readBody(context, passwordBody);
    if (agent.password !== null) await signIn.confirm(agent, current ?? "", context.env.peer);
    await agents.setPassword(agent.id, await passwords.hash(password, agent.login ?? ""), session);
    hub.end(agent.id, session);
    services.showAgents(agent.business);
    return done();
  });
}
