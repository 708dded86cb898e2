import { type Database, migrate } from "@culver/storage";
import { openAccounts } from "../../src/accounts/index.ts";
import { createInbox, type Inbox, type InboxTuning } from "../../src/inbox/index.ts";
import type { AgentView, InboxEvent, Role, SessionView } from "../../src/inbox-api.ts";
import { BUSINESS_LEDGER, BUSINESS_MIGRATIONS } from "../../src/migrations/index.ts";
import type { BusinessNumber } from "../../src/model/index.ts";
import { WebhookQueue } from "../../src/webhooks/index.ts";
import { memoryMedia, recordingReplies, recordingTemplates } from "./recording-desks.ts";
import { type RecordingEngine, recordingEngine } from "./recording-engine.ts";

export const PASSWORD = "tulip-Harbour-42";

/** Resolves when it holds; the test's own time-out is the limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await Bun.sleep(2);
}

export interface WorldOptions {
  readonly tuning?: Partial<InboxTuning>;
  readonly now?: () => number;
  readonly engine?: RecordingEngine;
}

export type World = Awaited<ReturnType<typeof openWorld>>;

/** Two businesses with an inbox behind real HTTP, and an engine that writes down what it is asked. */
export async function openWorld(
  database: Database,
  { tuning, now, engine = recordingEngine() }: WorldOptions = {},
) {
  await migrate(database, BUSINESS_MIGRATIONS, { table: BUSINESS_LEDGER });
  const accounts = await openAccounts({ database });
  const numberOf = async (name: string, number: string): Promise<BusinessNumber> =>
    accounts.numberOf(number) ?? accounts.createWithNumber({ name, number });
  const number = await numberOf("Flowers", "+4930901820");
  const other = await numberOf("Rivals", "+4930901821");
  const queue = WebhookQueue.open({ database, secretOf: () => "a secret", reach: { allow: ["127.0.0.1"] } });
  const templates = recordingTemplates(number.business);
  const media = memoryMedia();
  const replies = recordingReplies();
  const online = new Set<string>([number.id]);
  const watchers = new Set<() => void>();
  let inbox: Inbox | undefined;
  const server = Bun.serve({
    ...{ port: 0, hostname: "127.0.0.1", idleTimeout: 0 },
    fetch: async (request, self): Promise<Response> =>
      (await inbox?.fetch(request, self.requestIP(request)?.address ?? "")) ?? new Response(null),
  });
  const publicUrl = `http://localhost:${server.port}`;
  const open = await createInbox({
    ...{ database, accounts, engine, media, templates, templateDesk: templates, repliesDesk: replies },
    uploads: {
      open: async (handle) =>
        handle === "handle" ? { upload: { type: "image/png" }, file: new Blob(["a picture"]) } : undefined,
    },
    devices: {
      isOnline: (id) => online.has(id),
      onChange(listener) {
        watchers.add(listener);
        return () => void watchers.delete(listener);
      },
    },
    webhooks: queue,
    publicUrl,
    hasSms: () => true,
    tuning: { passwordMemory: 1024, passwordPasses: 1, ...tuning },
    ...(now && { now }),
  });
  inbox = open;
  const base = `http://127.0.0.1:${server.port}/business/api`;

  /** An agent who has taken an invitation and is signed in. */
  async function join(role: Role, login: string, business = number.business): Promise<Browser> {
    const { agent, link } = await open.invite(business, { name: login, role });
    const browser = newBrowser(base, publicUrl);
    const secret = new URL(link).hash.replace("#invitation=", "");
    const answer = await browser.post("/invitations/accept", { secret, login, password: PASSWORD });
    if (answer.status !== 200) throw new Error(`${login} could not join: ${answer.status}`);
    return Object.assign(browser, { agent });
  }

  return {
    ...{
      accounts,
      database,
      engine,
      inbox: open,
      media,
      number,
      other,
      publicUrl,
      base,
      queue,
      replies,
      templates,
      join,
    },
    browser: () => newBrowser(base, publicUrl),
    setOnline(id: string, isOnline: boolean) {
      if (isOnline) online.add(id);
      else online.delete(id);
      for (const watcher of watchers) watcher();
    },
    async [Symbol.asyncDispose]() {
      await open.close();
      await server.stop(true);
      await queue[Symbol.asyncDispose]();
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // What a test reads of it, it checks.
  readonly body: Record<string, unknown> & {
    readonly error?: { readonly code: string; readonly message: string };
  };
}

export type Browser = ReturnType<typeof newBrowser> & { agent?: AgentView };

/** What a browser does: keeps the cookie, and says where a request comes from. */
export function newBrowser(base: string, origin: string) {
  let cookie: string | undefined;
  async function raw(
    method: string,
    path: string,
    init: RequestInit & { headers?: Record<string, string> } = {},
  ) {
    const headers = {
      ...(cookie !== undefined && { cookie }),
      ...(method !== "GET" && { origin, "sec-fetch-site": "same-origin" }),
      ...init.headers,
    };
    const response = await fetch(base + path, { ...init, method, headers });
    const set = response.headers.get("set-cookie");
    if (set) cookie = set.includes("Max-Age=0;") ? undefined : set.split(";")[0];
    return response;
  }
  async function call(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await raw(
      method,
      path,
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } },
    );
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? {} : JSON.parse(text) };
  }
  return {
    raw,
    call,
    get: (path: string) => call("GET", path),
    post: (path: string, body: unknown = {}) => call("POST", path, body),
    patch: (path: string, body: unknown) => call("PATCH", path, body),
    put: (path: string, body: unknown) => call("PUT", path, body),
    delete: (path: string) => call("DELETE", path),
    session: async () => (await call("GET", "/session")).body as unknown as SessionView,
    cookie: () => cookie,
    setCookie(value: string | undefined) {
      cookie = value;
    },
    /** Follows live events. */
    async follow() {
      const abort = new AbortController();
      const response = await raw("GET", "/events", { signal: abort.signal });
      const events: InboxEvent[] = [];
      const state = { isOver: false };
      const reading = (async () => {
        const decoder = new TextDecoder();
        let text = "";
        const reader = response.body?.getReader();
        for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
          text += decoder.decode(read.value, { stream: true });
          const parts = text.split("\n\n");
          text = parts.pop() ?? "";
          for (const part of parts) if (part.startsWith("data: ")) events.push(JSON.parse(part.slice(6)));
        }
      })()
        .catch(() => undefined)
        .finally(() => {
          state.isOver = true;
        });
      const find = <T extends InboxEvent["type"]>(type: T) =>
        events.filter((event): event is Extract<InboxEvent, { type: T }> => event.type === type);
      await until(() => events.length > 0 || state.isOver);
      return {
        ...{ response, events, state, find },
        async [Symbol.asyncDispose]() {
          abort.abort();
          await reading;
        },
      };
    },
  };
}
