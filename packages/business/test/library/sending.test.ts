import { expect, test } from "bun:test";
import type { Database } from "@culver/storage";
import { forEachEngine } from "@culver/testing/engines";
import type { TemplateSend } from "../../src/messages/index.ts";
import { body } from "../templates/template-fixtures.ts";
import { BUSINESS, openWorld, refusal } from "./world.ts";

const HELLO = { name: "hello", components: [body("Hello {{1}}, your order is ready.", ["Ann"])] };

const hello = (language = "en_US"): TemplateSend => ({
  name: "hello",
  language,
  components: [{ kind: "body", parameters: [{ type: "text", text: "Bo" }] }],
});

/** The same database, counting what is asked of it. */
function counting(database: Database): { database: Database; queries: () => number } {
  let queries = 0;
  const counted: Database = Object.create(database, {
    query: {
      value: (...args: Parameters<Database["query"]>) => {
        queries++;
        return database.query(...args);
      },
    },
    execute: { value: database.execute.bind(database) },
    transaction: { value: database.transaction.bind(database) },
    dialect: { value: database.dialect },
  });
  return { database: counted, queries: () => queries };
}

forEachEngine("templates to send", (open) => {
  test("only an approved one, in exactly its language", async () => {
    const { database } = await open();
    await using world = await openWorld(database);
    const { templates, desk } = world.library;
    expect(await refusal(templates.fill(BUSINESS, hello()))).toMatchObject({ code: 132001 });
    const id = await world.create(HELLO);
    expect(await templates.fill(BUSINESS, hello())).toEqual({
      category: "UTILITY",
      rendered: { name: "hello", language: "en_US", body: "Hello Bo, your order is ready.", buttons: [] },
    });
    expect(await refusal(templates.fill(BUSINESS, hello("en")))).toMatchObject({
      code: 132001,
      details: "template name (hello) does not exist in en",
    });
    expect(await refusal(templates.fill("2000000000000000", hello()))).toMatchObject({ code: 132001 });
    await desk.review(id, "pause", undefined, "operator");
    expect(await refusal(templates.fill(BUSINESS, hello()))).toMatchObject({ code: 132015 });
    await desk.review(id, "resume", undefined, "operator");
    expect(await templates.fill(BUSINESS, hello())).toMatchObject({ category: "UTILITY" });
    await world.library.endpoints.remove(BUSINESS, { name: "hello" });
    expect(await refusal(templates.fill(BUSINESS, hello()))).toMatchObject({ code: 132001 });
    expect(await world.states()).toEqual(["APPROVED", "PAUSED", "APPROVED", "PENDING_DELETION"]);
  });

  test("sending many asks the database once; a change is seen at once", async () => {
    const { database } = await open();
    const counted = counting(database);
    await using world = await openWorld(counted.database, { sweepMs: 3_600_000 });
    const id = await world.create(HELLO);
    const before = counted.queries();
    for (let n = 0; n < 1_000; n++) await world.library.templates.fill(BUSINESS, hello());
    expect(counted.queries() - before).toBe(1);
    await world.library.endpoints.edit(id, { components: [body("Hi {{1}}, it is ready now.", ["Ann"])] });
    await world.library.settled();
    expect((await world.library.templates.fill(BUSINESS, hello())).rendered.body).toBe(
      "Hi Bo, it is ready now.",
    );
  });

  test("what is kept in memory is bounded", async () => {
    const { database } = await open();
    const counted = counting(database);
    await using world = await openWorld(counted.database, { cached: 2, sweepMs: 3_600_000 });
    const ask = (language: string) => refusal(world.library.templates.fill(BUSINESS, hello(language)));
    await world.library.settled();
    const before = counted.queries();
    for (const language of ["de", "fr", "es", "es", "fr"]) await ask(language);
    expect(counted.queries() - before).toBe(3);
    await ask("de");
    expect(counted.queries() - before).toBe(4);
  });
});
