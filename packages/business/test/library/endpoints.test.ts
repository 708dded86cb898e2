import { expect, test } from "bun:test";
import { forEachEngine } from "@culver/testing/engines";
import { parseFields } from "../../src/graph/index.ts";
import { body, ORDER } from "../templates/template-fixtures.ts";
import { BUSINESS, days, openWorld, refusal } from "./world.ts";

const listUrl = (query = "") => new URL(`https://graph.example/v23.0/${BUSINESS}/message_templates?${query}`);

interface Listed {
  readonly data: readonly Record<string, unknown>[];
  readonly paging?: { readonly next?: string; readonly previous?: string };
}

forEachEngine("templates by the Graph API", (open) => {
  test("a template without a reason to look at it is PENDING, and APPROVED at once by webhook", async () => {
    const { database } = await open();
    await using world = await openWorld(database);
    const created = await world.library.endpoints.create(BUSINESS, ORDER);
    expect(created).toEqual({ id: created.id, status: "PENDING", category: "UTILITY" });
    expect(created.id).toMatch(/^[1-9][0-9]{15}$/);
    await world.library.settled();
    expect(await world.told()).toEqual([
      {
        field: "message_template_status_update",
        value: {
          event: "APPROVED",
          message_template_id: Number(created.id),
          message_template_name: "order_update",
          message_template_language: "en_US",
          reason: "NONE",
          message_template_category: "UTILITY",
        },
      },
    ]);
    expect(await world.library.endpoints.get(created.id)).toMatchObject({
      id: created.id,
      name: "order_update",
      status: "APPROVED",
      parameter_format: "POSITIONAL",
      rejected_reason: "NONE",
      components: [{ type: "HEADER" }, { type: "BODY" }, { type: "FOOTER" }, { type: "BUTTONS" }],
    });
    expect(
      (await world.library.history(created.id)).map(({ by, change, state }) => [by, change, state]),
    ).toEqual([
      ["api", "create", "PENDING"],
      ["rules", "approve", "APPROVED"],
    ]);
  });

  test("it is answered as APPROVED where that is configured", async () => {
    const { database } = await open();
    await using world = await openWorld(database, { answersPending: false });
    expect(await world.library.endpoints.create(BUSINESS, ORDER)).toMatchObject({ status: "APPROVED" });
    expect(await world.states()).toEqual(["APPROVED"]);
  });

  test("what was created before the process ended is approved after the next start", async () => {
    const { database } = await open();
    const first = await openWorld(database);
    await first[Symbol.asyncDispose]();
    // The process that ends here has committed the template and not yet approved it.
    const { id } = await first.library.endpoints.create(BUSINESS, ORDER);
    expect(await first.library.endpoints.get(id)).toMatchObject({ status: "PENDING" });
    await using second = await openWorld(database);
    await second.library.settled();
    expect(await second.library.endpoints.get(id)).toMatchObject({ status: "APPROVED" });
    expect(await second.states()).toEqual(["APPROVED"]);
  });

  test("name and language are taken once; the subcodes are Meta's", async () => {
    const { database } = await open();
    await using world = await openWorld(database, { perBusiness: 2 });
    await world.create();
    expect(await refusal(world.create())).toMatchObject({ code: 100, subcode: 2388024 });
    await world.create({ language: "de" });
    expect(await refusal(world.create({ language: "fr" }))).toMatchObject({ code: 100, subcode: 2388019 });
    expect(await refusal(world.create({ name: "Not allowed" }))).toMatchObject({ code: 100 });
    expect(await refusal(world.library.endpoints.create(BUSINESS, [], "urlencoded"))).toMatchObject({
      code: 100,
    });
    // Another business has names of its own.
    expect(await world.library.endpoints.create("2000000000000000", ORDER)).toMatchObject({
      status: "PENDING",
    });
  });

  test("of two that are created at once, one is", async () => {
    const { database } = await open();
    await using world = await openWorld(database);
    const results = await Promise.allSettled(
      [1, 2, 3].map(() => world.library.endpoints.create(BUSINESS, ORDER)),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("lists are filtered, paged and cut to fields", async () => {
    const { database } = await open();
    await using world = await openWorld(database);
    for (const language of ["de", "en_US", "pt_BR"]) await world.create({ language });
    await world.create({
      name: "sale",
      category: "MARKETING",
      components: [body("Only today: 100% tea_pots for {{1}} euros each!", ["9"])],
    });
    const list = async (query?: string) =>
      (await world.library.endpoints.list(BUSINESS, listUrl(query))) as Listed;
    const names = async (query?: string) =>
      (await list(query)).data.map(({ name, language }) => `${name}/${language}`);
    expect(await names()).toEqual([
      "sale/en_US",
      "order_update/pt_BR",
      "order_update/en_US",
      "order_update/de",
    ]);
    expect(await names("name=order_update&language=de,pt-BR")).toEqual([
      "order_update/pt_BR",
      "order_update/de",
    ]);
    expect(await names("status=pending")).toEqual(["sale/en_US"]);
    expect(await names('status=["APPROVED"]&category=UTILITY&language=de')).toEqual(["order_update/de"]);
    expect(await names("content=100%25%20tea_pots")).toEqual(["sale/en_US"]);
    expect(await names("content=teaXpots")).toEqual([]);
    expect(await names("name_or_content=SALE")).toEqual(["sale/en_US"]);
    expect(await names("name=nothing")).toEqual([]);

    const first = await list("limit=3&fields=name,status&access_token=SECRET");
    expect(first.data[0]).toEqual({ name: "sale", status: "PENDING", id: expect.any(String) });
    expect(first.paging?.next).not.toContain("SECRET");
    const next = (await world.library.endpoints.list(BUSINESS, new URL(first.paging?.next ?? ""))) as Listed;
    expect(next.data).toHaveLength(1);
    expect(next.paging?.next).toBeUndefined();
    const back = (await world.library.endpoints.list(
      BUSINESS,
      new URL(next.paging?.previous ?? ""),
    )) as Listed;
    expect(back.data).toEqual(first.data);
    expect(await refusal(list("fields=nonsense"))).toMatchObject({ code: 100 });
    expect(await refusal(list("limit=0"))).toMatchObject({ code: 100 });
    expect(await refusal(list(`name=${"x".repeat(5_000)}`))).toMatchObject({ code: 100 });
    expect(await names("name=a%00b")).toEqual([]);
  });

  test("an edit is reviewed anew, and a category that changes is told", async () => {
    const { database } = await open();
    await using world = await openWorld(database, { editsPerDay: 1 });
    const { endpoints, desk, settled } = world.library;
    const marketing = await world.create({ category: "MARKETING" });
    expect(
      await refusal(endpoints.edit(marketing, { components: [body("Hello dear friends")] })),
    ).toMatchObject({
      code: 100,
    });
    await desk.review(marketing, "reject", "PROMOTIONAL", "agent-1");
    await endpoints.edit(marketing, { category: "UTILITY", components: [body("Your parcel is here.")] });
    await settled();
    expect(await endpoints.get(marketing)).toMatchObject({
      status: "APPROVED",
      category: "UTILITY",
      previous_category: "MARKETING",
    });
    expect(
      (await world.told()).map(({ field, value }) => [field, value.event ?? value.new_category]),
    ).toEqual([
      ["message_template_status_update", "REJECTED"],
      ["template_category_update", "UTILITY"],
      ["message_template_status_update", "PENDING"],
      ["message_template_status_update", "APPROVED"],
    ]);
    expect(await refusal(endpoints.edit(marketing, { category: "MARKETING" }))).toMatchObject({ code: 100 });
    await endpoints.edit(marketing, { components: [body("Your parcel is at the door.")] });
    await settled();
    expect(
      await refusal(endpoints.edit(marketing, { components: [body("Once more, dear.")] })),
    ).toMatchObject({
      code: 100,
    });
    world.clock.at += days(2);
    expect(await endpoints.edit(marketing, { components: [body("Once more, dear.")] })).toEqual({
      success: true,
    });
    expect(await refusal(endpoints.edit("1234567890123456", {}))).toMatchObject({ code: 100, subcode: 33 });
  });

  test("the name of an approved template that is deleted is held, and then free", async () => {
    const { database } = await open();
    await using world = await openWorld(database);
    const { endpoints, settled } = world.library;
    const id = await world.create();
    await world.create({ language: "de" });
    const other = await world.create({ name: "other" });
    expect(await endpoints.remove(BUSINESS, { name: "order_update" })).toEqual({ success: true });
    const listed = async (query: string) =>
      ((await endpoints.list(BUSINESS, listUrl(query))) as Listed).data.length;
    expect(await listed("")).toBe(1);
    expect(await listed("status=PENDING_DELETION")).toBe(2);
    expect(await refusal(world.create())).toMatchObject({ code: 100, subcode: 2388023 });
    expect(await refusal(endpoints.remove(BUSINESS, { name: "order_update" }))).toMatchObject({ code: 100 });
    expect(await refusal(endpoints.remove(BUSINESS, { name: "x", hsm_id: other }))).toMatchObject({
      code: 100,
    });
    expect(await refusal(endpoints.remove("2000000000000000", { hsm_id: other }))).toMatchObject({
      code: 100,
    });
    expect(await refusal(endpoints.remove(BUSINESS, {}))).toMatchObject({ code: 100 });
    world.clock.at += days(31);
    await world.create({ name: "something_else" });
    await settled();
    expect(await refusal(endpoints.get(id))).toMatchObject({ code: 100, subcode: 33 });
    await world.create();
    expect((await world.states()).filter((state) => state === "DELETED")).toHaveLength(2);
    expect((await world.library.history(id)).at(-1)).toMatchObject({ change: "purge", state: "DELETED" });
  });

  test("one that was never approved is gone at once, and one of several by its id", async () => {
    const { database } = await open();
    await using world = await openWorld(database);
    const { endpoints } = world.library;
    const id = await world.create({ category: "MARKETING" });
    const german = await world.create({ category: "MARKETING", language: "de" });
    await endpoints.remove(BUSINESS, { name: "order_update", hsm_id: id });
    expect(await endpoints.ownerOf(id)).toBeUndefined();
    expect(await endpoints.ownerOf(german)).toBe(BUSINESS);
    expect(await world.create({ category: "MARKETING" })).not.toBe(id);
    expect(await endpoints.get(german, parseFields("name"))).toEqual({ name: "order_update", id: german });
    expect(await refusal(endpoints.get(german, parseFields("foo")))).toMatchObject({ code: 100 });
  });
});
