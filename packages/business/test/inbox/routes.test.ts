import { expect, test } from "bun:test";
import { forEachEngine } from "@culver/testing/engines";
import fc from "fast-check";
import type { LogEntryView, Role } from "../../src/inbox-api.ts";
import { exampleOf, type Furnished, furnishedWorld } from "./every-route.ts";
import type { Browser } from "./world.ts";

const RANK: Readonly<Record<Role | "anyone", number>> = { anyone: -1, agent: 0, admin: 1, operator: 2 };
const ROLES: readonly Role[] = ["agent", "admin", "operator"];
const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

/** Makes a call and tells its status; live events are not waited for. */
async function statusOf(browser: Browser, method: string, path: string, body: unknown): Promise<number> {
  const abort = new AbortController();
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await browser.raw(method, path, { ...sent, signal: abort.signal });
  if (response.headers.get("content-type")?.startsWith("text/event-stream")) abort.abort();
  else await response.text();
  return response.status;
}

const furnish = async (database: Parameters<typeof furnishedWorld>[0]) => {
  const furnished = await furnishedWorld(database);
  return {
    ...furnished,
    async [Symbol.asyncDispose]() {
      await furnished.world[Symbol.asyncDispose]();
    },
  };
};

forEachEngine("every call", (open) => {
  test("is for its roles alone", async () => {
    await using furnished: Furnished & AsyncDisposable = await furnish((await open()).database);
    const { world } = furnished;
    const browsers = new Map<Role | undefined, Browser>();
    for (const route of world.inbox.routes) {
      const name = nameOf(route);
      for (const role of [undefined, ...ROLES]) {
        const kept = browsers.get(role);
        // Some calls begin or end a session.
        const isLasting = route.role !== "anyone" && route.path !== "/logout";
        const join = (as: Role) => world.join(as, `${as}-${crypto.randomUUID()}`);
        const browser = (isLasting && kept) || (role === undefined ? world.browser() : await join(role));
        if (isLasting) browsers.set(role, browser);
        const example = await exampleOf(name, world, furnished);
        expect([name, route.role]).toEqual([name, example.role]);
        const status = await statusOf(browser, route.method, example.path, example.body);
        const may = RANK[role ?? "anyone"] >= RANK[example.role];
        // Without a body passkeys are asked for one: past the door, and no further.
        const right = name === "POST /login/passkey" || name === "POST /passkeys" ? [415] : [200, 201, 204];
        const expected = may ? right : role === undefined ? [401] : [403];
        expect([name, role, status, expected.includes(status)]).toEqual([name, role, status, true]);
      }
    }
  }, 120_000);

  test("that changes something is in the log, without what was said", async () => {
    await using furnished: Furnished & AsyncDisposable = await furnish((await open()).database);
    const { world, operator } = furnished;
    const logged = async () => (await operator.get("/log")).body.entries as LogEntryView[];
    for (const route of world.inbox.routes) {
      if (route.method === "GET") continue;
      const name = nameOf(route);
      const browser = await world.join("operator", `boss-${crypto.randomUUID()}`);
      const { path, body, action, lastsNot } = await exampleOf(name, world, furnished);
      const last = (await logged())[0]?.seq ?? 0;
      await statusOf(browser, route.method, path, body);
      const actions = (await logged()).filter((entry) => entry.seq > last).map((entry) => entry.action);
      if (lastsNot) expect([name, actions]).toEqual([name, []]);
      else expect([name, actions]).toEqual([name, expect.arrayContaining([action])]);
    }
    const rows = JSON.stringify(await world.database.query("SELECT * FROM business_inbox_log"));
    const said = ["hello", "Hm", "Zoë", "+49", "4915112345678"];
    expect(said.filter((words) => rows.includes(words))).toEqual([]);
  }, 120_000);

  test("shows nothing of another business and changes nothing there", async () => {
    await using furnished: Furnished & AsyncDisposable = await furnish((await open()).database);
    const { world, operator } = furnished;
    const rita = await world.join("operator", "Rita", world.other.business);
    const about = world.inbox.routes.filter(({ path, role }) => path.includes(":") && role !== "anyone");
    for (const route of about) {
      const { path, body } = await exampleOf(nameOf(route), world, furnished);
      expect([nameOf(route), await statusOf(rita, route.method, path, body)]).toEqual([nameOf(route), 404]);
    }
    for (const path of [
      "/threads?filter=all",
      "/labels",
      "/quick-replies",
      "/templates",
      "/search",
      "/webhooks",
    ]) {
      const answered = path === "/search" ? rita.post(path, { q: "hello" }) : rita.get(path);
      const answer = JSON.stringify((await answered).body);
      for (const theirs of [furnished.customer.id, "Zoë", "hello", "hook", "order_update"]) {
        expect(answer).not.toContain(theirs);
      }
    }
    expect(JSON.stringify((await rita.get("/log")).body)).not.toContain("Olga");
    expect((await rita.get(`/replies?number=${world.number.id}`)).status).toBe(404);
    expect((await rita.post("/webhooks/delete", { seqs: [furnished.seq] })).body).toEqual({ count: 0 });
    expect(((await operator.get("/webhooks")).body.entries as unknown[]).length).toBe(1);
    expect((await rita.patch(`/threads/${furnished.customer.id}`, { assignee: rita.agent?.id })).status).toBe(
      404,
    );
    expect(
      (await operator.patch(`/threads/${furnished.customer.id}`, { assignee: rita.agent?.id })).status,
    ).toBe(400);
  }, 60_000);

  test("answers whatever is sent to it with a sentence, and never fails", async () => {
    await using furnished: Furnished & AsyncDisposable = await furnish((await open()).database);
    const { world } = furnished;
    const routes = world.inbox.routes.filter(({ path }) => path !== "/events" && path !== "/logout");
    const boss = await world.join("operator", "boss");
    const examples = new Map<string, { path: string; body?: unknown }>();
    for (const route of routes) examples.set(nameOf(route), await exampleOf(nameOf(route), world, furnished));
    const word = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom("\0", "..", "%", "'", "1e999", "-1", "null", "\ud800", "a".repeat(600)),
    );
    const value = fc.oneof(word, fc.integer(), fc.double(), fc.jsonValue(), fc.constant(null));
    const mangled = (body: unknown) =>
      body === null || typeof body !== "object" || Array.isArray(body)
        ? value
        : fc.oneof(
            fc
              .tuple(fc.constantFrom(...Object.keys(body), "more"), value)
              .map(([key, held]) => ({ ...body, [key]: held })),
            value,
          );
    const cases = fc.constantFrom(...routes).chain((route) => {
      const example = examples.get(nameOf(route));
      const path = fc.oneof(
        fc.constant(example?.path ?? route.path),
        word.map((part) =>
          route.path.replace(/:\w+/, () => encodeURIComponent(part.replace(/[\ud800-\udfff]/g, "?"))),
        ),
        fc.tuple(word, word).map(([key, held]) => {
          const query = new URLSearchParams({
            [key]: held,
            before: held,
            limit: held,
            q: held,
            number: held,
          });
          return `${example?.path.split("?")[0] ?? route.path}?${query}`;
        }),
      );
      return fc.tuple(fc.constant(route.method), path, mangled(example?.body));
    });
    await fc.assert(
      fc.asyncProperty(cases, async ([method, path, body]) => {
        const sent = method === "GET" ? {} : { body: JSON.stringify(body) };
        const response = await boss.raw(method, path, {
          ...sent,
          headers: { "content-type": "application/json" },
        });
        const text = await response.text();
        if (response.status >= 400 && path.split("?")[0] !== "/media") {
          const { error } = JSON.parse(text) as { error: { code: string; message: string } };
          expect([error.code, error.message].every((each) => each.length > 0)).toBe(true);
        }
        expect([method, path, body, response.status < 500]).toEqual([method, path, body, true]);
      }),
      { numRuns: 400 },
    );
    for (const body of [
      "",
      "{",
      "[]",
      "null",
      '{"__proto__":1}',
      "\0",
      `{"login":"${"x".repeat(300_000)}"}`,
    ]) {
      const response = await boss.raw("POST", "/login", {
        body,
        headers: { "content-type": "application/json" },
      });
      expect([400, 413]).toContain(response.status);
    }
  }, 120_000);
});
