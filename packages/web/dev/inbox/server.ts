import { join, normalize } from "node:path";
import type {
  AgentMessage,
  InboxEvent,
  ItemBody,
  ItemView,
  LogEntryView,
  ThreadChange,
  ThreadFilter,
  ThreadView,
} from "@culver/business/inbox-api";
import { demoAgents, demoLabels, demoQuickReplies, demoSession } from "./people.ts";
import { demoTemplates } from "./templates.ts";
import { type DemoThread, demoItem, demoThreads } from "./threads.ts";

/** What the product's server sends with its pages. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="400" height="300" fill="#cfe3d4"/><rect y="220" width="400" height="80" fill="#b98d68"/><path d="M200 230C190 150 120 120 90 60c70 10 100 60 112 120C210 110 250 60 320 50c-10 70-70 110-104 180z" fill="#2f7a4d"/><path d="M150 220h100l-14 60h-72z" fill="#a4552f"/></svg>';

/** The invented inbox over HTTP, for one agent, with what tests need to make things happen. */
export interface InboxDemo {
  readonly url: string;
  /** Everything that was asked for, as "POST /threads/t1/messages". */
  readonly calls: readonly string[];
  emit(event: InboxEvent): void;
  /** A message of a customer. */
  receive(thread: string, body: ItemBody): ItemView;
  thread(id: string): DemoThread | undefined;
  /** Refuses the next calls to a path with a sentence. */
  refuse(path: string, message: string): void;
  /** Breaks every stream and refuses everything until it is called again. */
  setDown(down: boolean): void;
  stop(): void;
}

export interface InboxDemoOptions {
  readonly port?: number;
  /** Begins signed in. */
  readonly isSignedIn?: boolean;
  /** No chats, labels or quick replies at all. */
  readonly isEmpty?: boolean;
}

function fits(thread: ThreadView, filter: ThreadFilter, self: string): boolean {
  if (filter === "all") return true;
  if (filter === "closed") return thread.state === "closed";
  if (thread.state !== "open") return false;
  if (filter === "mine") return thread.assignee === self;
  return filter === "open" || thread.assignee === undefined;
}

function bodyOf(message: AgentMessage): ItemBody {
  switch (message.kind) {
    case "text":
      return { kind: "text", text: message.text };
    case "buttons":
      return {
        kind: "interactive",
        text: message.text,
        buttons: message.buttons.map((title) => ({ kind: "reply", title })),
      };
    case "template":
      return {
        kind: "interactive",
        text: Object.values(message.values).join(" "),
        buttons: [],
        template: message.name,
      };
    case "file":
      return {
        kind: "file",
        shape: "document",
        file: { url: "/files/plant", type: "application/pdf", size: 12_000, name: message.media },
        text: "",
        isVoice: false,
      };
    case "reaction":
      return { kind: "unsupported", text: message.emoji };
  }
}

/** Serves a built inbox and its invented data on a port of this machine. */
export function serveInboxDemo(folder: string, options: InboxDemoOptions = {}): InboxDemo {
  const now = Date.now();
  const self = "a1";
  let agents = demoAgents(now);
  let labels = options.isEmpty ? [] : [...demoLabels];
  let quick = options.isEmpty ? [] : [...demoQuickReplies];
  const threads = new Map((options.isEmpty ? [] : demoThreads(now)).map((one) => [one.thread.id, one]));
  const calls: string[] = [];
  const refusals = new Map<string, string>();
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  let signedIn = options.isSignedIn ?? true;
  let tries = 0;
  let down = false;
  let count = 0;

  const emit = (event: InboxEvent): void => {
    const line = new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`);
    for (const stream of streams) stream.enqueue(line);
  };
  const fail = (status: number, code: string, message: string): Response =>
    Response.json({ error: { code, message } }, { status });
  const missing = (): Response => fail(404, "not_found", "This is not here.");
  const session = () => demoSession(self, agents, labels);
  const name = (): string => session().agent.name;
  const keep = (one: DemoThread, item: ItemView, isNew: boolean): void => {
    const at = one.items.findIndex(({ id }) => id === item.id);
    if (at === -1) one.items.push(item);
    else one.items[at] = item;
    if (isNew && "text" in item.body && item.direction !== "inside")
      one.thread = {
        ...one.thread,
        activeAt: item.at,
        last: { text: item.body.text, at: item.at, direction: item.direction },
      };
    emit({ type: "item", item, isNew });
    emit({ type: "thread", thread: one.thread });
  };
  const send = (one: DemoThread, message: AgentMessage): Response => {
    if (message.kind === "reaction") {
      const item = one.items.find(({ id }) => id === message.message);
      if (item === undefined) return missing();
      const next = { ...item, reactions: [message.emoji] };
      keep(one, next, false);
      return Response.json(next);
    }
    const quoted = "quotes" in message ? one.items.find(({ id }) => id === message.quotes) : undefined;
    const item = demoItem(one.thread.id, Date.now(), bodyOf(message), {
      direction: "out",
      by: name(),
      channel: one.thread.channel,
      status: "sent",
      quote:
        quoted !== undefined && "text" in quoted.body ? { id: quoted.id, text: quoted.body.text } : undefined,
    });
    keep(one, item, true);
    return Response.json(item, { status: 201 });
  };
  const change = (one: DemoThread, { assignee, ...rest }: ThreadChange): Response => {
    const { assignee: had, ...thread } = one.thread;
    const who = assignee === undefined ? had : (assignee ?? undefined);
    one.thread = { ...thread, ...rest, ...(who !== undefined && { assignee: who }) };
    emit({ type: "thread", thread: one.thread });
    return Response.json(one.thread);
  };
  const threadCall = async (method: string, id: string, rest: string, url: URL, request: Request) => {
    const one = threads.get(id);
    if (one === undefined) return missing();
    switch (`${method} ${rest}`) {
      case "GET ":
        return Response.json(one.thread);
      case "PATCH ":
        return change(one, (await request.json()) as ThreadChange);
      case "GET items": {
        const limit = Number(url.searchParams.get("limit") ?? 50);
        const before = url.searchParams.get("before");
        const after = url.searchParams.get("after");
        const items =
          after !== null
            ? one.items.filter(({ seq }) => seq > Number(after)).slice(0, limit)
            : one.items.filter(({ seq }) => before === null || seq < Number(before)).slice(-limit);
        return Response.json({ items });
      }
      case "POST messages":
        return send(one, (await request.json()) as AgentMessage);
      case "POST notes": {
        const { text } = (await request.json()) as { text: string };
        const item = demoItem(id, Date.now(), { kind: "note", text }, { by: name() });
        keep(one, item, false);
        return Response.json(item, { status: 201 });
      }
      case "POST read":
        one.thread = { ...one.thread, unread: 0 };
        return new Response(null, { status: 204 });
      default:
        return new Response(null, { status: 204 });
    }
  };
  const list = (url: URL): Response => {
    const { searchParams } = url;
    const limit = Number(searchParams.get("limit") ?? 50);
    const before = Number(searchParams.get("before") ?? Number.MAX_SAFE_INTEGER);
    const label = searchParams.get("label");
    const number = searchParams.get("number");
    const found = [...threads.values()]
      .map(({ thread }) => thread)
      .filter((thread) => fits(thread, (searchParams.get("filter") ?? "open") as ThreadFilter, self))
      .filter((thread) => label === null || thread.labels.includes(label))
      .filter((thread) => number === null || thread.number === number)
      .filter(({ activeAt }) => activeAt < before)
      .sort((a, b) => b.activeAt - a.activeAt);
    const page = found.slice(0, limit);
    return Response.json({ threads: page, ...(found.length > limit && { next: page.at(-1)?.activeAt }) });
  };
  const log = (): LogEntryView[] =>
    Array.from({ length: options.isEmpty ? 0 : 120 }, (_, index) => ({
      seq: 120 - index,
      at: now - index * 1_700_000,
      agent: index % 2 === 0 ? "a1" : "a2",
      action: "thread.assigned",
      ...(index % 3 !== 2 && { thread: "t1" }),
      text: [
        "Ann Becker has taken the chat with Maya Lindqvist.",
        "Ben Okafor sent a message to Tom Fletcher.",
        "Ann Becker invited Esra Yıldız as an agent.",
      ][index % 3] as string,
    }));

  const api = async (request: Request, url: URL): Promise<Response> => {
    const path = url.pathname.slice("/business/api".length);
    const { method } = request;
    calls.push(`${method} ${path}`);
    if (down) return fail(503, "down", "The server is being restarted.");
    const refusal = refusals.get(path);
    if (refusal !== undefined) {
      refusals.delete(path);
      return fail(422, "refused", refusal);
    }
    if (method === "POST" && path === "/login") {
      tries += 1;
      const { password } = (await request.json()) as { password: string };
      if (tries > 5) return fail(429, "too_many", "Too many tries.");
      if (password !== "correct horse") return fail(401, "wrong", "Login or password is not right.");
      signedIn = true;
      return Response.json(session());
    }
    if (path === "/invitations" || path === "/invitations/accept") {
      const { secret } = (await request.json()) as { secret: string };
      if (secret !== "SECRET") return fail(404, "gone", "This link is no longer valid.");
      if (path === "/invitations")
        return Response.json({ name: "Esra", role: "agent", business: "Fern & Fig" });
      signedIn = true;
      return Response.json(session());
    }
    if (!signedIn) return fail(401, "signed_out", "Sign in first.");
    const [, first = "", second = "", third = ""] = path.split("/");
    if (first === "threads" && second !== "") return threadCall(method, second, third, url, request);
    switch (`${method} /${first}`) {
      case "GET /session":
        return Response.json(session());
      case "POST /logout":
        signedIn = false;
        return new Response(null, { status: 204 });
      case "GET /threads":
        return list(url);
      case "POST /threads": {
        const { number, phone } = (await request.json()) as { number: string; phone: string };
        const base = threads.get("t1")?.thread;
        if (base === undefined) return missing();
        const id = `new${++count}`;
        const thread: ThreadView = {
          ...base,
          id,
          number,
          phone,
          name: phone,
          labels: [],
          unread: 0,
          channel: "sms",
          channels: ["sms"],
          windowEndsAt: undefined,
          last: undefined,
          activeAt: Date.now(),
        };
        threads.set(id, { thread, items: [] });
        return Response.json(thread, { status: 201 });
      }
      case "GET /events": {
        let own: ReadableStreamDefaultController<Uint8Array> | undefined;
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            own = controller;
            streams.add(controller);
            controller.enqueue(new TextEncoder().encode('data: {"type":"hello"}\n\n'));
          },
          cancel() {
            if (own !== undefined) streams.delete(own);
          },
        });
        return new Response(body, { headers: { "content-type": "text/event-stream" } });
      }
      case "GET /agents":
        return Response.json({ agents });
      case "POST /agents": {
        const { name: invited, role } = (await request.json()) as { name: string; role: "agent" };
        const agent = {
          id: `a${agents.length + 1}`,
          name: invited,
          login: "",
          role,
          isOnline: false,
          isDisabled: false,
          hasPassword: false,
          passkeys: 0,
        };
        agents = [...agents, agent];
        return Response.json({ agent, link: "/business#invitation=SECRET" }, { status: 201 });
      }
      case "PATCH /agents": {
        const to = (await request.json()) as object;
        agents = agents.map((one) => (one.id === second ? { ...one, ...to } : one));
        emit({ type: "agents", agents });
        return Response.json(agents.find(({ id }) => id === second));
      }
      case "POST /media":
        await request.arrayBuffer();
        return Response.json(
          { media: decodeURIComponent(request.headers.get("x-file-name") ?? "") },
          { status: 201 },
        );
      case "GET /files":
        return new Response(picture, { headers: { "content-type": "image/svg+xml" } });
      case "POST /search": {
        const { q } = (await request.json()) as { q: string };
        const wanted = q.toLowerCase();
        const all = [...threads.values()];
        return Response.json({
          threads: all
            .map(({ thread }) => thread)
            .filter(({ name: one, phone }) => `${one} ${phone}`.toLowerCase().includes(wanted)),
          items: all
            .flatMap(({ items }) => items)
            .filter(({ body }) => "text" in body && body.text.toLowerCase().includes(wanted))
            .slice(0, 30),
        });
      }
      case "POST /labels": {
        const label = { id: `l${++count}x`, ...((await request.json()) as { name: string; tint: number }) };
        labels = [...labels, label];
        return Response.json(label, { status: 201 });
      }
      case "PATCH /labels": {
        const to = (await request.json()) as object;
        labels = labels.map((one) => (one.id === second ? { ...one, ...to } : one));
        return Response.json({});
      }
      case "DELETE /labels":
        labels = labels.filter(({ id }) => id !== second);
        return new Response(null, { status: 204 });
      case "GET /quick-replies":
        return Response.json({ quickReplies: quick });
      case "POST /quick-replies":
        quick = [
          ...quick,
          { id: `q${++count}x`, ...((await request.json()) as { shortcut: string; text: string }) },
        ];
        return Response.json({}, { status: 201 });
      case "GET /log": {
        const before = Number(url.searchParams.get("before") ?? Number.MAX_SAFE_INTEGER);
        const entries = log()
          .filter(({ seq }) => seq < before)
          .slice(0, 50);
        const last = entries.at(-1)?.seq ?? 0;
        return Response.json({ entries, ...(last > 1 && { next: last }) });
      }
      case "GET /templates":
        return Response.json({ templates: options.isEmpty ? [] : demoTemplates(now) });
      case "PUT /password":
      case "DELETE /passkeys":
        return new Response(null, { status: 204 });
      default:
        return missing();
    }
  };

  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: options.port ?? 0,
    idleTimeout: 0,
    async fetch(request) {
      const url = new URL(request.url);
      if (url.pathname.startsWith("/business/api/")) return api(request, url);
      const path = url.pathname === "/business" ? "/business.html" : normalize(url.pathname);
      const file = Bun.file(join(folder, path));
      if (!(await file.exists())) return new Response(null, { status: 404 });
      return new Response(file, {
        headers: { "content-security-policy": policy, "cache-control": "no-store" },
      });
    },
  });
  return {
    url: `http://localhost:${server.port}/business`,
    calls,
    emit,
    receive(thread, body) {
      const one = threads.get(thread);
      if (one === undefined) throw new Error("There is no such thread.");
      const item = demoItem(thread, Date.now(), body, { channel: one.thread.channel });
      one.thread = { ...one.thread, unread: one.thread.unread + 1 };
      keep(one, item, true);
      return item;
    },
    thread: (id) => threads.get(id),
    refuse: (path, message) => void refusals.set(path, message),
    setDown(is) {
      down = is;
      for (const stream of is ? streams : []) stream.close();
      if (is) streams.clear();
    },
    stop: () => void server.stop(true),
  };
}

if (import.meta.main) {
  const demo = serveInboxDemo(process.argv[2] ?? "dist", {
    port: Number(process.argv[3] ?? 0),
    isEmpty: process.argv[4] === "empty",
    isSignedIn: process.argv[4] !== "out",
  });
  process.stdout.write(`${demo.url}\n`);
}
