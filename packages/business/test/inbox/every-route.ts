import type { Database } from "@culver/storage";
import type { Role } from "../../src/inbox-api.ts";
import { template } from "./recording-desks.ts";
import { openWorld, PASSWORD, until, type World } from "./world.ts";

/** A world with one of everything that a call may be about. */
export async function furnishedWorld(database: Database) {
  const world = await openWorld(database, { tuning: { streamsPerAgent: 100, freeTriesPerAddress: 10_000 } });
  const operator = await world.join("operator", "Olga");
  const customer = world.engine.customer(world.number, "+4915112345678", "Zoë");
  const written = world.engine.receive(customer, "hello");
  await until(async () => (await operator.get(`/threads/${customer.id}`)).status === 200);
  const upload = await operator.raw("POST", `/media?thread=${customer.id}`, {
    ...{ body: "x", headers: { "content-type": "image/png" } },
  });
  const { media } = (await upload.json()) as { media: string };
  const linked = await world.engine.send({
    number: world.number,
    to: { kind: "thread", thread: customer.id },
    content: { type: "image", media: { source: { kind: "link", link: "https://example.com/a.png" } } },
    by: { kind: "api", token: "1" },
  });
  const target = {
    app: world.accounts.business(world.number.business)?.app ?? "",
    url: "http://127.0.0.1:1/hook",
  };
  await world.queue.enqueue(target, { waba: world.number.business, field: "messages", value: { n: 1 } });
  const [{ seq = 0 } = {}] = await world.queue.desk.list({ waba: world.number.business });
  return { world, operator, customer, written, media, linked: linked.id, seq };
}

export type Furnished = Awaited<ReturnType<typeof furnishedWorld>>;

/** How a call is made with all that it needs, and who may make it at least. `action`: what the log says of it. */
export interface Example {
  readonly role: Role | "anyone";
  readonly path: string;
  readonly body?: unknown;
  readonly action?: string;
  /** Changes nothing that lasts, though it is no GET. */
  readonly lastsNot?: true;
}

const example = (
  role: Role | "anyone",
  path: string,
  body?: unknown,
  more: Partial<Example> = {},
): Example => ({
  ...{ role, path, body },
  ...more,
});

const says = (action: string) => ({ action });
const lastsNot = { lastsNot: true } as const;

/** One valid call of every route. Each makes what it changes, so that they may be made in any order. */
export async function exampleOf(route: string, world: World, furnished: Furnished): Promise<Example> {
  const { operator, customer, media, linked, seq } = furnished;
  const thread = `/threads/${customer.id}`;
  const replies = `?number=${world.number.id}`;
  const name = () => crypto.randomUUID().slice(0, 20);
  const label = async () => (await operator.post("/labels", { name: name(), tint: 1 })).body.id as string;
  const quick = async () =>
    (await operator.post("/quick-replies", { shortcut: name(), text: "Hi" })).body.id as string;
  const agent = async () =>
    (await world.inbox.invite(world.number.business, { name: name(), role: "agent" })).agent.id;
  const secret = async () =>
    (await world.inbox.invite(world.number.business, { name: name(), role: "agent" })).link.split("=")[1];
  const examples: Readonly<Record<string, () => Example | Promise<Example>>> = {
    "POST /login": () =>
      example("anyone", "/login", { login: "olga", password: PASSWORD }, says("agent.signed-in")),
    "GET /session": () => example("agent", "/session"),
    "POST /logout": () => example("agent", "/logout", {}, says("agent.signed-out")),
    "POST /invitations": async () => example("anyone", "/invitations", { secret: await secret() }, lastsNot),
    "POST /invitations/accept": async () =>
      example(
        "anyone",
        "/invitations/accept",
        { secret: await secret(), login: name(), password: PASSWORD },
        says("agent.joined"),
      ),
    "PUT /password": () =>
      example("agent", "/password", { current: PASSWORD, password: PASSWORD }, says("agent.password")),
    "POST /login/passkey/options": () => example("anyone", "/login/passkey/options", {}, lastsNot),
    "POST /login/passkey": () => example("anyone", "/login/passkey", undefined, lastsNot),
    "POST /passkeys/options": () => example("agent", "/passkeys/options", {}, lastsNot),
    "POST /passkeys": () => example("agent", "/passkeys", undefined, lastsNot),
    "DELETE /passkeys": () => example("agent", "/passkeys", undefined, says("agent.passkeys-removed")),
    "GET /agents": () => example("admin", "/agents"),
    "POST /agents": () => example("admin", "/agents", { name: name(), role: "agent" }, says("agent.invited")),
    "PATCH /agents/:id": async () =>
      example("admin", `/agents/${await agent()}`, { role: "admin" }, says("agent.role")),
    "POST /agents/:id/link": async () =>
      example("admin", `/agents/${await agent()}/link`, {}, says("agent.link")),
    "GET /threads": () => example("agent", "/threads"),
    "POST /threads": () =>
      example(
        "agent",
        "/threads",
        { number: world.number.id, phone: "+4915188888888" },
        says("thread.begun"),
      ),
    "GET /threads/:id": () => example("agent", thread),
    "PATCH /threads/:id": () => example("agent", thread, { name: name() }, says("thread.renamed")),
    "GET /threads/:id/items": () => example("agent", `${thread}/items`),
    "POST /threads/:id/read": async () => {
      world.engine.receive(customer, "again");
      await until(async () => ((await operator.get(thread)).body.unread as number) > 0);
      return example("agent", `${thread}/read`, {}, says("thread.read"));
    },
    "POST /threads/:id/typing": () => example("agent", `${thread}/typing`, { typing: false }, lastsNot),
    "POST /threads/:id/viewing": () => example("agent", `${thread}/viewing`, { viewing: false }, lastsNot),
    "POST /threads/:id/messages": () =>
      example("agent", `${thread}/messages`, { kind: "text", text: "Hi" }, says("message.sent")),
    "POST /threads/:id/notes": () => example("agent", `${thread}/notes`, { text: "Hm" }, says("thread.note")),
    // Its body is no JSON: a file of that type.
    "POST /media": () => example("agent", `/media?thread=${customer.id}`, { file: 1 }, says("file.uploaded")),
    "GET /files/linked": () => example("agent", `/files/linked?message=${encodeURIComponent(linked)}`),
    "GET /files/:id": () => example("agent", `/files/${media}`),
    "POST /search": () => example("agent", "/search", { q: "hello" }, lastsNot),
    "GET /labels": () => example("agent", "/labels"),
    "POST /labels": () => example("agent", "/labels", { name: name(), tint: 7 }, says("label.made")),
    "PATCH /labels/:id": async () =>
      example("agent", `/labels/${await label()}`, { tint: 2 }, says("label.changed")),
    "DELETE /labels/:id": async () =>
      example("agent", `/labels/${await label()}`, undefined, says("label.deleted")),
    "GET /quick-replies": () => example("agent", "/quick-replies"),
    "POST /quick-replies": () =>
      example("agent", "/quick-replies", { shortcut: name(), text: "Hi" }, says("quick-reply.made")),
    "PATCH /quick-replies/:id": async () =>
      example("agent", `/quick-replies/${await quick()}`, { text: "Ho" }, says("quick-reply.changed")),
    "DELETE /quick-replies/:id": async () =>
      example("agent", `/quick-replies/${await quick()}`, undefined, says("quick-reply.deleted")),
    "GET /log": () => example("admin", "/log"),
    "GET /events": () => example("agent", "/events"),
    "GET /templates": () => example("agent", "/templates"),
    "GET /templates/:id/example": () => example("agent", `/templates/${template.id}/example`),
    "POST /templates/:id/review": () =>
      example(
        "operator",
        `/templates/${template.id}/review`,
        { decision: "approve" },
        says("template.reviewed"),
      ),
    "GET /approval": () => example("operator", "/approval"),
    "PUT /approval": () => example("operator", "/approval", { automatic: true }, says("approval.changed")),
    "GET /replies": () => example("admin", `/replies${replies}`),
    "PUT /replies": async () =>
      example(
        "admin",
        `/replies${replies}`,
        await world.replies.get(world.number.id),
        says("replies.changed"),
      ),
    "GET /replies/history": () => example("admin", `/replies/history${replies}`),
    "GET /replies/versions/:version": () => example("admin", `/replies/versions/1${replies}`),
    "POST /replies/test": () =>
      example("admin", `/replies/test${replies}`, { test: { text: "Hi", at: 1, isFirst: true } }, lastsNot),
    "GET /webhooks": () => example("admin", "/webhooks"),
    "GET /webhooks/:seq/attempts": () => example("admin", `/webhooks/${seq}/attempts`),
    "POST /webhooks/replay": () =>
      example("admin", "/webhooks/replay", { seqs: [seq] }, says("webhook.replayed")),
    "POST /webhooks/dead-letter": () =>
      example("admin", "/webhooks/dead-letter", { seqs: [seq] }, says("webhook.dead-lettered")),
    "POST /webhooks/delete": () =>
      example("admin", "/webhooks/delete", { seqs: [999_999] }, says("webhook.deleted")),
  };
  const build = examples[route];
  if (build === undefined) throw new Error(`no example of ${route}`);
  return build();
}
