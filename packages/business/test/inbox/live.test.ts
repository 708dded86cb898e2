import { expect, test } from "bun:test";
import { connect } from "node:net";
import { forEachEngine } from "@culver/testing/engines";
import { recordingEngine } from "./recording-engine.ts";
import { openWorld, until } from "./world.ts";

forEachEngine("live events", (open) => {
  async function started(tuning = {}) {
    const engine = recordingEngine();
    const world = await openWorld((await open()).database, { engine, tuning });
    const ann = await world.join("agent", "Ann");
    const bob = await world.join("agent", "Bob");
    const customer = engine.customer(world.number, "+4915112345678", "Zoë");
    return { world, engine, ann, bob, customer, path: `/threads/${customer.id}` };
  }

  test("two agents see the same, as it happens; another business sees nothing", async () => {
    const { world, engine, ann, bob, customer, path } = await started();
    await using _ = world;
    const rita = await world.join("operator", "Rita", world.other.business);
    await using a = await ann.follow();
    await using b = await bob.follow();
    await using r = await rita.follow();
    for (const { events } of [a, b, r]) expect(events[0]).toEqual({ type: "hello" });
    await until(
      () =>
        a
          .find("agents")
          .at(-1)
          ?.agents.filter(({ isOnline }) => isOnline).length === 2,
    );

    engine.receive(customer, "hello");
    await until(() => [a, b].every((each) => each.find("thread").length > 0));
    expect(b.find("item")[0]).toMatchObject({
      isNew: true,
      item: { body: { text: "hello" }, direction: "in" },
    });
    expect(b.find("thread")[0]?.thread).toMatchObject({ id: customer.id, unread: 1 });

    await ann.post(`${path}/messages`, { kind: "text", text: "Hi" });
    await until(() => b.find("thread").at(-1)?.thread.assignee === ann.agent?.id);
    const id = b.find("item").find(({ item }) => item.direction === "out")?.item.id ?? "";
    const sent = await engine.message(id);
    if (sent?.direction === "out") engine.change({ ...sent, status: "delivered" });
    await until(() => b.find("item").some(({ item, isNew }) => item.status === "delivered" && !isNew));
    expect(a.events.filter(({ type }) => type === "item")).toEqual(
      b.events.filter(({ type }) => type === "item"),
    );

    expect(b.find("item").filter(({ item, isNew }) => isNew && item.id === id)).toHaveLength(1);

    engine.emit({ type: "typing", thread: customer.id, typing: true });
    await until(() => b.find("customer-typing").length === 1);
    world.setOnline(world.number.id, false);
    await until(() => b.find("numbers").at(-1)?.numbers[0]?.connection === "offline");
    await ann.post("/labels", { name: "VIP", tint: 1 });
    await until(() => b.find("labels").at(-1)?.labels[0]?.name === "VIP");
    expect(r.events.every(({ type }) => ["hello", "agents", "numbers"].includes(type))).toBe(true);
    expect(JSON.stringify(r.events)).not.toContain("Ann");
  });

  test("who looks at a thread or writes in it is seen, also by who comes later, until they go", async () => {
    const { world, engine, ann, bob, customer, path } = await started();
    await using _ = world;
    engine.receive(customer, "hello");
    await using b = await bob.follow();
    {
      await using a = await ann.follow();
      expect(a.events[0]).toEqual({ type: "hello" });
      await until(async () => (await ann.get(path)).status === 200);
      await ann.post(`${path}/viewing`, { viewing: true });
      await ann.post(`${path}/typing`, { typing: true });
      const frame = { type: "agent-in-thread", thread: customer.id, agent: ann.agent?.id } as const;
      await until(() => b.find("agent-in-thread").length === 2);
      expect(b.find("agent-in-thread").map(({ state }) => state)).toEqual(["viewing", "typing"]);
      expect(engine.typing).toEqual([{ thread: customer.id, typing: true }]);
      await using late = await bob.follow();
      await until(() => late.find("agent-in-thread").length === 1);
      expect(late.find("agent-in-thread")[0]).toEqual({ ...frame, state: "typing" } as never);
      await ann.post(`${path}/typing`, { typing: false });
      await until(() => b.find("agent-in-thread").at(-1)?.state === "viewing");
    }
    await until(() => b.find("agent-in-thread").at(-1)?.state === "gone");
    await until(
      () =>
        b
          .find("agents")
          .at(-1)
          ?.agents.find(({ name }) => name === "Ann")?.isOnline === false,
    );
  });

  test("signing out ends the stream, and a session that is over is noticed", async () => {
    const { world, ann, bob } = await started({ heartbeatMs: 5 });
    await using _ = world;
    await using a = await ann.follow();
    await using b = await bob.follow();
    await ann.post("/logout");
    await until(() => a.state.isOver);
    expect(a.events.at(-1)).toEqual({ type: "signed-out" });
    await world.database.execute("DELETE FROM business_inbox_sessions");
    await until(() => b.state.isOver);
    expect(b.events.at(-1)).toEqual({ type: "signed-out" });
    expect((await bob.get("/events")).status).toBe(401);
  });

  test("a reader that reads nothing is cut off, and costs the others nothing", async () => {
    const { world, engine, ann, bob, customer } = await started({ streamBuffer: 64 * 1024 });
    await using _ = world;
    await using b = await bob.follow();
    const { port, host } = new URL(world.base);
    const socket = connect(Number(port), "127.0.0.1");
    socket.pause();
    socket.write(`GET /business/api/events HTTP/1.1\r\nHost: ${host}\r\nCookie: ${ann.cookie()}\r\n\r\n`);
    const isAnnOnline = () =>
      b
        .find("agents")
        .at(-1)
        ?.agents.find(({ name }) => name === "Ann")?.isOnline;
    await until(() => isAnnOnline() === true);
    const text = "x".repeat(4_000);
    let count = 0;
    await until(async () => {
      for (let n = 0; n < 50; n++) engine.receive(customer, `${count++} ${text}`);
      await until(() => b.find("item").length === count);
      return isAnnOnline() === false;
    });
    socket.destroy();
    expect(b.state.isOver).toBe(false);
    expect(b.find("item").map(({ item }) => item.seq)).toEqual(
      b
        .find("item")
        .map(({ item }) => item.seq)
        .toSorted((x, y) => x - y),
    );
  }, 60_000);

  test("an agent has so many streams and no more", async () => {
    const { world, ann } = await started({ streamsPerAgent: 2 });
    await using _ = world;
    await using first = await ann.follow();
    await using second = await ann.follow();
    expect([first, second].map(({ response }) => response.headers.get("content-type"))).toEqual(
      Array(2).fill("text/event-stream; charset=utf-8"),
    );
    expect((await ann.get("/events")).status).toBe(429);
  });
});
