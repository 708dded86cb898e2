import { expect, test } from "bun:test";
import { forEachEngine } from "@culver/testing/engines";
import { openWorld, PASSWORD } from "./world.ts";

forEachEngine("signing in", (open) => {
  test("an invitation works once, then the password does, and what is kept is neither", async () => {
    await using world = await openWorld((await open()).database);
    const { link, agent } = await world.inbox.invite(world.number.business, { name: "Ann", role: "admin" });
    expect(link).toStartWith(`${world.publicUrl}/business#invitation=`);
    expect(agent).toMatchObject({ name: "Ann", login: "", role: "admin", hasPassword: false, passkeys: 0 });
    const secret = link.split("=")[1] ?? "";
    const ann = world.browser();
    const asked = await ann.post("/invitations", { secret });
    expect(asked.body).toEqual({ name: "Ann", role: "admin", business: "Flowers" });

    const taken = await ann.post("/invitations/accept", { secret, login: " Ann ", password: PASSWORD });
    expect(taken.body).toMatchObject({
      agent: { login: "ann", hasPassword: true },
      business: { name: "Flowers" },
      hasSms: true,
    });
    const cookie = taken.headers.get("set-cookie") ?? "";
    expect(cookie).toContain("Path=/business; HttpOnly; SameSite=Strict");
    expect((await ann.session()).agent.name).toBe("Ann");

    const again = await world
      .browser()
      .post("/invitations/accept", { secret, login: "eve", password: PASSWORD });
    expect([again.status, again.body.error?.code]).toEqual([404, "not_found"]);
    expect((await world.browser().post("/invitations", { secret })).status).toBe(404);

    const later = world.browser();
    expect((await later.post("/login", { login: "ANN", password: PASSWORD })).status).toBe(200);
    const token = later.cookie()?.split("=")[1] ?? "";
    for (const table of ["agents", "sessions", "invitations", "log"]) {
      const rows = JSON.stringify(await world.database.query(`SELECT * FROM business_inbox_${table}`));
      for (const hidden of [secret, token, PASSWORD]) expect(rows).not.toContain(hidden);
    }
    expect((await later.post("/logout")).status).toBe(204);
    expect(later.cookie()).toBeUndefined();
    later.setCookie(`culver-inbox=${token}`);
    expect((await later.get("/session")).body.error?.code).toBe("signed_out");
  });

  test("of two who take an invitation at once one gets it, and a login is one person's", async () => {
    await using world = await openWorld((await open()).database);
    const first = await world.inbox.invite(world.number.business, { name: "Ann", role: "agent" });
    const secret = first.link.split("=")[1];
    const answers = await Promise.all(
      ["ann", "eve"].map((login) =>
        world.browser().post("/invitations/accept", { secret, login, password: PASSWORD }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    const winner = answers.find(({ status }) => status === 200)?.body.agent as { login: string };
    const second = await world.inbox.invite(world.other.business, { name: "Bob", role: "agent" });
    const taken = await world.browser().post("/invitations/accept", {
      secret: second.link.split("=")[1],
      login: winner.login,
      password: PASSWORD,
    });
    expect([taken.status, taken.body.error?.code]).toEqual([409, "taken"]);
  });

  test("invitations and sessions end with time", async () => {
    let now = 1_800_000_000_000;
    await using world = await openWorld((await open()).database, { now: () => now });
    const { link, agent } = await world.inbox.invite(world.number.business, { name: "Ann", role: "agent" });
    now += 7 * 86_400_000;
    expect((await world.browser().post("/invitations", { secret: link.split("=")[1] })).status).toBe(404);
    const fresh = await world.inbox.link(world.number.business, agent.id);
    const ann = world.browser();
    await ann.post("/invitations/accept", {
      secret: fresh.link.split("=")[1],
      login: "ann",
      password: PASSWORD,
    });
    now += 23 * 3_600_000;
    expect((await ann.get("/session")).status).toBe(200);
    now += 25 * 3_600_000;
    expect((await ann.get("/session")).status).toBe(401);

    const used = world.browser();
    await used.post("/login", { login: "ann", password: PASSWORD });
    for (let day = 0; day < 14; day++) {
      expect((await used.get("/session")).status).toBe(200);
      now += 23.9 * 3_600_000;
    }
    now += 3 * 3_600_000;
    expect((await used.get("/session")).status).toBe(401);
  });

  test("an unknown name and a wrong password have one answer; waits grow, for one agent and for one address", async () => {
    let now = 1_800_000_000_000;
    const tuning = {
      freeTriesPerAgent: 3,
      freeTriesPerAddress: 6,
      firstWaitMs: 1_000,
      longestWaitMs: 60_000,
    };
    await using world = await openWorld((await open()).database, { now: () => now, tuning });
    await world.join("agent", "ann");
    const tries = async (login: string, password = "wrong password") =>
      world.browser().post("/login", { login, password });
    const wrong = await tries("ann");
    const unknown = await tries("nobody");
    expect([wrong.status, wrong.body]).toEqual([401, unknown.body]);
    await tries("ann");
    await tries("ann");
    const waiting = await tries("ann", PASSWORD);
    expect([waiting.status, waiting.headers.get("retry-after")]).toEqual([429, "1"]);
    now += 1_000;
    expect((await tries("ann")).status).toBe(401);
    expect((await tries("ann", PASSWORD)).headers.get("retry-after")).toBe("2");
    now += 2_000;
    expect((await tries("ann", PASSWORD)).status).toBe(200);
    expect((await tries("ann")).status).toBe(401);
    // The address has had six by now.
    expect((await tries("somebody else")).status).toBe(429);
    now += 60_000;
    expect((await tries("ann", PASSWORD)).status).toBe(200);
  });

  test("many tries at once gain nothing", async () => {
    await using world = await openWorld((await open()).database, { tuning: { freeTriesPerAgent: 4 } });
    await world.join("agent", "ann");
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        world.browser().post("/login", { login: "ann", password: "wrong password" }),
      ),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(4);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(8);
  });

  test.each([
    ["too short", "short"],
    ["known to all", "password123"],
    ["a row of keys", "qwertyuiop"],
    ["one piece again and again", "abababababab"],
    ["the login itself", "Ann.Ann.2026"],
    ["too long", "long Password ".repeat(74)],
  ])("no password: %s", async (_, password) => {
    await using world = await openWorld((await open()).database);
    const { link } = await world.inbox.invite(world.number.business, { name: "Ann", role: "agent" });
    const answer = await world
      .browser()
      .post("/invitations/accept", { secret: link.split("=")[1], login: "annann", password });
    expect([answer.status, answer.body.error?.code]).toEqual([422, "refused"]);
  });

  test("a new password, a new role and being disabled end all other sessions", async () => {
    await using world = await openWorld((await open()).database);
    const boss = await world.join("admin", "boss");
    const ann = await world.join("agent", "ann");
    const phone = world.browser();
    await phone.post("/login", { login: "ann", password: PASSWORD });
    await using live = await phone.follow();

    expect(
      (await ann.put("/password", { current: "not this one", password: "a Better one 77" })).status,
    ).toBe(422);
    expect((await ann.put("/password", { current: PASSWORD, password: "a Better one 77" })).status).toBe(204);
    expect((await ann.get("/session")).status).toBe(200);
    expect((await phone.get("/session")).status).toBe(401);
    expect(live.events.at(-1)).toEqual({ type: "signed-out" });

    expect((await boss.patch(`/agents/${ann.agent?.id}`, { role: "admin" })).body).toMatchObject({
      role: "admin",
    });
    expect((await ann.get("/session")).status).toBe(401);
    await ann.post("/login", { login: "ann", password: "a Better one 77" });
    await boss.patch(`/agents/${ann.agent?.id}`, { isDisabled: true });
    expect((await ann.get("/session")).status).toBe(401);
    expect((await ann.post("/login", { login: "ann", password: "a Better one 77" })).status).toBe(401);
  });

  test("nobody makes or changes one who may do more, nor themselves", async () => {
    await using world = await openWorld((await open()).database);
    const boss = await world.join("admin", "boss");
    const root = await world.join("operator", "root");
    expect((await boss.post("/agents", { name: "Eve", role: "operator" })).status).toBe(403);
    expect((await boss.patch(`/agents/${root.agent?.id}`, { isDisabled: true })).status).toBe(403);
    expect((await boss.post(`/agents/${root.agent?.id}/link`)).status).toBe(403);
    expect((await boss.patch(`/agents/${boss.agent?.id}`, { role: "operator" })).status).toBe(403);
    expect((await boss.patch(`/agents/${boss.agent?.id}`, { role: "agent" })).status).toBe(422);
    expect((await root.post("/agents", { name: "Second", role: "operator" })).status).toBe(201);
  });

  test("what another site sends changes nothing", async () => {
    await using world = await openWorld((await open()).database);
    const ann = await world.join("agent", "ann");
    const from = (headers: Record<string, string>) =>
      ann.raw("POST", "/labels", {
        body: JSON.stringify({ name: "x", tint: 1 }),
        headers: { "content-type": "application/json", ...headers },
      });
    expect((await from({ origin: "https://evil.example", "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await from({ origin: "https://evil.example", "sec-fetch-site": "same-origin" })).status).toBe(
      403,
    );
    expect((await from({ "sec-fetch-site": "same-site" })).status).toBe(403);
    expect((await from({ origin: "null" })).status).toBe(403);
    const bare = await fetch(`${world.base}/labels`, {
      method: "POST",
      headers: { cookie: ann.cookie() ?? "" },
    });
    expect(bare.status).toBe(403);
    expect((await from({ "content-type": "text/plain" })).status).toBe(415);
    expect((await ann.get("/labels")).body).toEqual({ labels: [] });
  });

  test("answers are for the page alone", async () => {
    await using world = await openWorld((await open()).database);
    const { headers } = await (await world.join("agent", "ann")).get("/session");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  });
});
