import { expect, test } from "bun:test";
import { forEachEngine } from "@culver/testing/engines";
import { forgetDeleted } from "../../src/inbox/threads/forget-deleted.ts";
import type { ItemView, SearchItem, ThreadView } from "../../src/inbox-api.ts";
import { template } from "./recording-desks.ts";
import { recordingEngine } from "./recording-engine.ts";
import { type Browser, openWorld, until } from "./world.ts";

const threadsOf = async (browser: Browser, query = "") =>
  (await browser.get(`/threads${query}`)).body.threads as ThreadView[];
const itemsOf = async (browser: Browser, thread: string, query = "") =>
  (await browser.get(`/threads/${thread}/items${query}`)).body.items as ItemView[];
const textsOf = (items: readonly ItemView[]) =>
  items.map(({ body }) => ("text" in body ? body.text : body.kind));

forEachEngine("threads", (open) => {
  async function started(engine = recordingEngine()) {
    const world = await openWorld((await open()).database, { engine });
    const ann = await world.join("agent", "Ann");
    const customer = engine.customer(world.number, "+4915112345678", "Zoë Müller");
    const receive = async (text: string) => {
      const message = engine.receive(customer, text);
      await until(
        async () =>
          (await world.database.query("SELECT 1 FROM business_inbox_lines WHERE id = ?", [message.id]))
            .length > 0,
      );
      return message;
    };
    return { world, engine, ann, customer, receive, path: `/threads/${customer.id}` };
  }

  test("a customer's message is unread until an agent reads, and opens what was closed", async () => {
    const { world, engine, ann, customer, receive, path } = await started();
    await using _ = world;
    await receive("one");
    const second = await receive("two");
    const [thread] = await threadsOf(ann);
    expect(thread).toMatchObject({
      ...{
        id: customer.id,
        name: "Zoë Müller",
        phone: "+4915112345678",
        channel: "app",
        channels: ["app", "sms"],
      },
      ...{ state: "open", labels: [], unread: 2, isBlocked: false, isOptedOut: false, needsPerson: false },
      ...{ last: { text: "two", direction: "in" }, windowEndsAt: 4_102_444_800_000 },
    });
    expect((await ann.post(`${path}/read`)).status).toBe(204);
    expect(engine.read).toEqual([second.id]);
    expect((await ann.get(path)).body.unread).toBe(0);
    expect((await ann.post(`${path}/read`)).status).toBe(204);
    expect(engine.read).toHaveLength(1);

    await ann.patch(path, { assignee: ann.agent?.id });
    expect(await world.inbox.handover.isWithPerson(customer.id)).toBe(true);
    expect((await ann.patch(path, { state: "closed" })).body).toMatchObject({ state: "closed" });
    expect((await ann.get(path)).body.assignee).toBeUndefined();
    expect(await threadsOf(ann)).toEqual([]);
    expect(await threadsOf(ann, "?filter=closed")).toHaveLength(1);
    expect(await world.inbox.handover.isWithPerson(customer.id)).toBe(false);
    await receive("three");
    expect((await ann.get(path)).body).toMatchObject({ state: "open", unread: 1 });
    expect(textsOf(await itemsOf(ann, customer.id))).toEqual([
      ...["one", "two", "Ann has taken this chat.", "Ann closed the chat.", "three"],
      "The customer wrote: the chat is open again.",
    ]);
  });

  test("lists by filter, label and number, in pages that miss nothing", async () => {
    const { world, engine, ann } = await started();
    await using _ = world;
    const customers = Array.from({ length: 7 }, (_, n) =>
      engine.customer(world.number, `+49151000000${n}`, `C${n}`),
    );
    for (const customer of customers) engine.receive(customer, "hello");
    await until(async () => (await threadsOf(ann, "?filter=all")).length === 7);
    const seen: string[] = [];
    let query = "?limit=3";
    for (;;) {
      const { threads, next } = (await ann.get(`/threads${query}`)).body as {
        threads: ThreadView[];
        next?: number;
      };
      seen.push(...threads.map(({ id }) => id));
      if (next === undefined) break;
      query = `?limit=3&before=${next}`;
    }
    expect(seen.toSorted()).toEqual(customers.map(({ id }) => id).toSorted());

    const label = (await ann.post("/labels", { name: "Urgent", tint: 3 })).body.id as string;
    expect((await ann.post("/labels", { name: "Urgent", tint: 4 })).status).toBe(409);
    const [first, second] = customers.map(({ id }) => id);
    await ann.patch(`/threads/${first}`, { labels: [label], assignee: ann.agent?.id });
    await ann.patch(`/threads/${second}`, { state: "closed" });
    const ids = async (filter: string) => (await threadsOf(ann, filter)).map(({ id }) => id);
    expect(await ids(`?label=${label}`)).toEqual([first ?? ""]);
    expect(await ids("?filter=mine")).toEqual([first ?? ""]);
    expect(await ids("?filter=closed")).toEqual([second ?? ""]);
    expect(await ids("?filter=unassigned")).toHaveLength(5);
    expect(await ids("?filter=all")).toHaveLength(7);
    expect(await ids(`?number=${world.other.id}`)).toEqual([]);
    await ann.delete(`/labels/${label}`);
    expect((await ann.get(`/threads/${first}`)).body.labels).toEqual([]);
  });

  test("messages, notes and events are one timeline, read from both ends", async () => {
    const { world, ann, customer, receive, path } = await started();
    await using _ = world;
    await receive("1");
    await ann.post(`${path}/notes`, { text: "n1" });
    await ann.post(`${path}/notes`, { text: "n2" });
    await receive("2");
    expect((await ann.post(`${path}/messages`, { kind: "text", text: "3" })).status).toBe(201);
    await receive("4");
    const all = await itemsOf(ann, customer.id);
    const texts = ["1", "n1", "n2", "2", "3", "Ann has taken this chat.", "4"];
    expect(textsOf(all)).toEqual(texts);
    expect(all[1]).toMatchObject({ direction: "inside", body: { kind: "note" }, by: "Ann" });
    expect(all[4]).toMatchObject({ direction: "out", by: "Ann", status: "accepted" });
    expect(new Set(all.map(({ seq }) => seq)).size).toBe(all.length);
    for (const limit of [1, 2, 3]) {
      const back: ItemView[] = [];
      for (let page = all.slice(-1); page.length > 0; ) {
        const before = back[0]?.seq;
        page = await itemsOf(
          ann,
          customer.id,
          `?limit=${limit}${before === undefined ? "" : `&before=${before}`}`,
        );
        back.unshift(...page);
      }
      expect(textsOf(back)).toEqual(texts);
      const forth: ItemView[] = [];
      for (let page = all.slice(-1); page.length > 0; ) {
        page = await itemsOf(ann, customer.id, `?limit=${limit}&after=${forth.at(-1)?.seq ?? 0}`);
        forth.push(...page);
      }
      expect(textsOf(forth)).toEqual(texts);
    }
  });

  test("an agent sends every kind of message, and is told in words why one cannot be sent", async () => {
    const { world, engine, ann, customer, receive, path } = await started();
    await using _ = world;
    const asked = await receive("where are you?");
    const send = (message: unknown) => ann.post(`${path}/messages`, message);
    const quoted = await send({ kind: "text", text: "Here", quotes: asked.id, channel: "sms" });
    expect(quoted.body).toMatchObject({ quote: { id: asked.id, text: "where are you?" }, by: "Ann" });
    expect(engine.sent[0]).toMatchObject({
      ...{ to: { kind: "thread", thread: customer.id }, quotes: asked.id, channel: "sms" },
      by: { kind: "agent", agent: ann.agent?.id },
    });
    const upload = await ann.raw("POST", `/media?thread=${customer.id}`, {
      body: new Uint8Array([1, 2, 3]),
      headers: { "content-type": "image/png", "x-file-name": "plan.png" },
    });
    const { media } = (await upload.json()) as { media: string };
    const file = await send({ kind: "file", media, text: "The plan" });
    expect(file.body.body).toMatchObject({
      ...{ kind: "file", shape: "image", text: "The plan", isVoice: false },
      file: { url: `/business/api/files/${media}`, type: "image/png", size: 3, name: "plan.png" },
    });
    const buttons = await send({ kind: "buttons", text: "When?", buttons: ["Today", "Tomorrow"] });
    expect(buttons.body.body).toMatchObject({
      kind: "interactive",
      text: "When?",
      buttons: [{ kind: "reply", title: "Today" }, {}],
    });
    expect((await send({ kind: "buttons", text: "When?", buttons: ["A", "A"] })).status).toBe(400);
    await send({ kind: "reaction", message: asked.id, emoji: "👍" });
    expect(engine.sent.at(-1)?.content).toEqual({ type: "reaction", messageId: asked.id, emoji: "👍" });
    expect((await send({ kind: "text", text: "x", quotes: "wamid.unknown" })).status).toBe(400);
    expect((await send({ kind: "file", media: "1234" })).status).toBe(400);

    engine.closed.add(customer.id);
    const late = await send({ kind: "text", text: "Still there?" });
    expect([late.status, late.body.error]).toEqual([
      422,
      { code: "graph_131047", message: "The 24 hours are over: send a template." },
    ]);
    const { name, language } = template;
    const filled = await send({
      kind: "template",
      name,
      language,
      values: { "2": "17", "1": "Zoë", "button:0": "abc" },
    });
    expect(filled.body.body).toMatchObject({ kind: "interactive", template: name, text: "Hello Ann" });
    expect(world.templates.filled[0]?.components).toEqual([
      {
        kind: "body",
        parameters: [
          { type: "text", text: "Zoë" },
          { type: "text", text: "17" },
        ],
      },
      { kind: "button", subType: "url", index: 0, parameters: [{ type: "text", text: "abc" }] },
    ]);
    expect((await send({ kind: "template", name: "none", language, values: {} })).status).toBe(422);
    await ann.patch(path, { isBlocked: true });
    expect((await send({ kind: "text", text: "x" })).body.error?.message).toBe("The customer is blocked.");
    expect((await engine.thread(customer.id))?.isBlocked).toBe(true);
  });

  test("a failure, a reaction, an edit and what was taken back are shown", async () => {
    const { world, engine, ann, customer, receive, path } = await started();
    await using _ = world;
    const written = await receive("Grüße aus Kölle");
    if (written.direction === "in") {
      engine.change({ ...written, isEdited: true, content: { type: "text", body: "Grüße aus Köln" } });
    }
    await until(
      async () => ((await ann.get(path)).body as unknown as ThreadView).last?.text === "Grüße aus Köln",
    );
    const { id } = (await ann.post(`${path}/messages`, { kind: "text", text: "Hi" })).body as { id: string };
    const sent = await engine.message(id);
    if (sent?.direction === "out") {
      const error = { code: 131026, title: "", message: "", error_data: { details: "" }, href: "" };
      engine.change({ ...sent, status: "failed", error, reactions: [{ by: "customer", emoji: "❤️" }] });
    }
    const items = await itemsOf(ann, customer.id);
    expect(items[0]).toMatchObject({ isEdited: true, body: { text: "Grüße aus Köln" } });
    expect(items[1]).toMatchObject({
      status: "failed",
      failure: "The customer cannot be reached.",
      reactions: ["❤️"],
    });
    if (written.direction === "in") engine.change({ ...written, isRevoked: true });
    await until(
      async () => ((await ann.post("/search", { q: "koln" })).body.items as unknown[]).length === 0,
    );
    expect((await itemsOf(ann, customer.id))[0]?.body).toEqual({ kind: "deleted" });
  });

  test("search folds case and accents, over names, numbers, messages and notes, with the words around", async () => {
    const { world, engine, ann, customer, receive, path } = await started();
    await using _ = world;
    await receive(`${"so ".repeat(60)}Wo ist die ÜBERWEISUNG geblieben? ${"ja ".repeat(60)}`);
    await ann.post(`${path}/notes`, { text: "Überweisung kam gestern an, 100% sicher" });
    const rival = await world.join("admin", "Rita", world.other.business);
    engine.receive(engine.customer(world.other, "+4915112345678", "Zoë Müller"), "Überweisung");
    await until(async () => (await threadsOf(rival)).length === 1);

    const search = async (q: string, by: Browser = ann) =>
      (await by.post("/search", { q })).body as unknown as {
        threads: ThreadView[];
        items: SearchItem[];
      };
    const found = await search("uberweisung");
    expect(found.items.map(({ body }) => body.kind)).toEqual(["note", "text"]);
    expect(found.items[1]?.snippet).toContain("…so so");
    expect(found.items[1]?.snippet).toContain("ÜBERWEISUNG");
    expect(found.items[1]?.snippet.length).toBeLessThan(200);
    expect((await search("geblieben Überweisung wo")).items).toHaveLength(1);
    expect((await search("100%")).items).toHaveLength(1);
    expect((await search("%")).items).toHaveLength(0);
    expect((await search("_")).items).toHaveLength(0);
    expect((await search("zoe MULLER")).threads.map(({ id }) => id)).toEqual([customer.id]);
    expect((await search("+49 151 123")).threads).toHaveLength(1);
    expect((await search("uberweisung", rival)).items).toHaveLength(1);
    expect((await ann.post("/search", { q: "" })).status).toBe(400);
    await ann.patch(path, { name: "Frau Ångström" });
    expect((await search("angstrom")).threads).toHaveLength(1);
    expect((await search("muller")).threads).toHaveLength(0);
  });

  test("what was stored while the inbox was away is taken in once at the start", async () => {
    const test = await open();
    const engine = recordingEngine();
    let thread = "";
    {
      await using world = await openWorld(test.database, { engine });
      const ann = await world.join("agent", "ann");
      const customer = engine.customer(world.number, "+4915112345678", "Zoë");
      thread = customer.id;
      engine.receive(customer, "seen");
      await until(async () => (await threadsOf(ann)).length === 1);
      engine.receive(customer, "missed", true);
      engine.receive(customer, "missed too", true);
    }
    for (const login of ["bob", "carl"]) {
      await using world = await openWorld(test.database, { engine });
      const agent = await world.join("agent", login);
      expect(await threadsOf(agent)).toMatchObject([{ id: thread, unread: 3, last: { text: "missed too" } }]);
      expect((await agent.post("/search", { q: "missed" })).body.items).toHaveLength(2);
    }
  });

  test("a thread that has become a part of another takes what the inbox knows with it", async () => {
    const { world, engine, ann, customer, receive, path } = await started();
    await using _ = world;
    await receive("by app");
    await ann.post(`${path}/notes`, { text: "a note" });
    const label = (await ann.post("/labels", { name: "VIP", tint: 0 })).body.id as string;
    await ann.patch(path, { labels: [label], assignee: ann.agent?.id });
    const into = engine.customer(world.number, "+4915199999999", "Zoë, both");
    engine.receive(into, "by sms");
    await until(async () => (await threadsOf(ann)).length === 2);
    engine.merge(customer.id, into.id);
    expect((await ann.get(path)).body).toMatchObject({
      id: into.id,
      labels: [label],
      assignee: ann.agent?.id,
      unread: 2,
    });
    expect(await threadsOf(ann)).toHaveLength(1);
    expect(textsOf(await itemsOf(ann, customer.id)).toSorted()).toEqual([
      "Ann changed the labels.",
      "Ann has taken this chat.",
      "a note",
      "by app",
      "by sms",
    ]);
    expect(await world.inbox.handover.isWithPerson(customer.id)).toBe(true);
  });

  test("automatic replies ask for a person; whoever answers has the thread, until it is closed", async () => {
    const { world, ann, customer, receive, path } = await started();
    await using _ = world;
    const { handover } = world.inbox;
    await receive("human please");
    expect(await handover.isWithPerson(customer.id)).toBe(false);
    await handover.request(customer.id, "r1");
    await handover.request(customer.id, "r1");
    expect(await handover.isWithPerson(customer.id)).toBe(true);
    expect((await ann.get(path)).body.needsPerson).toBe(true);
    expect(textsOf(await itemsOf(ann, customer.id))).toEqual(["human please", "A person was asked for."]);
    await ann.post(`${path}/messages`, { kind: "text", text: "I am here" });
    expect((await ann.get(path)).body).toMatchObject({ needsPerson: false, assignee: ann.agent?.id });
    await ann.patch(path, { assignee: null });
    expect(await handover.isWithPerson(customer.id)).toBe(true);
    await ann.patch(path, { state: "closed" });
    expect(await handover.isWithPerson(customer.id)).toBe(false);
    expect(await handover.isWithPerson("4444444444444444")).toBe(false);
  });

  test("of messages that are kept no longer no words are left", async () => {
    const { world, engine, ann, receive, path } = await started();
    await using _ = world;
    const old = await receive("an old secret");
    const last = await receive("a new one");
    await ann.post(`${path}/notes`, { text: "a note" });
    engine.forget(old.id);
    await forgetDeleted(world.database, engine);
    const tables = async () =>
      JSON.stringify(await world.database.query("SELECT text FROM business_inbox_lines"));
    expect(await tables()).toBe('[{"text":"a new one"},{"text":"a note"}]');
    engine.forget(last.id);
    await forgetDeleted(world.database, engine);
    expect(await tables()).toBe('[{"text":"a note"}]');
    expect((await threadsOf(ann))[0]?.last).toBeUndefined();
  });

  test("a chat is begun with a phone", async () => {
    const { world, ann, receive } = await started();
    await using _ = world;
    await receive("x");
    const begun = await ann.post("/threads", { number: world.number.id, phone: "+49 151 77777777" });
    expect([begun.status, begun.body.phone]).toEqual([201, "+4915177777777"]);
    expect((await ann.post("/threads", { number: world.other.id, phone: "+4915177777777" })).status).toBe(
      400,
    );
    expect((await ann.post("/threads", { number: world.number.id, phone: "abc" })).status).toBe(422);
  });
});
