import { expect, test } from "bun:test";
import { forEachEngine } from "@culver/testing/engines";
import { body, ORDER } from "../templates/template-fixtures.ts";
import { BUSINESS, openWorld, refusal } from "./world.ts";

forEachEngine("the desk of templates", (open) => {
  test("what has a reason waits for a person, who says why not", async () => {
    const { database } = await open();
    await using world = await openWorld(database);
    const { desk, endpoints } = world.library;
    const id = await world.create({ category: "MARKETING" });
    const [view] = await desk.list(BUSINESS);
    expect(view).toMatchObject({
      id,
      state: "PENDING",
      reasons: ["its category is looked at by a person"],
      variables: ["header:1", "1", "2", "button:2", "button:4"],
      preview: {
        kind: "interactive",
        header: { text: "Order {{1}}" },
        text: "Hi {{1}}, your order of {{2}} is on its way.",
        footer: "Thank you",
        template: "order_update",
      },
    });
    expect(view?.preview.buttons.map(({ kind }) => kind)).toEqual(["reply", "reply", "url", "call", "copy"]);
    const rejected = await desk.review(id, "reject", " Please say who you are.\0 ", "1111222233334444");
    expect(rejected).toMatchObject({
      state: "REJECTED",
      rejectedReason: "Please say who you are.",
      reasons: [],
    });
    expect((await world.told()).at(-1)?.value).toMatchObject({
      event: "REJECTED",
      reason: "Please say who you are.",
    });
    expect(await endpoints.get(id)).toMatchObject({ rejected_reason: "Please say who you are." });
    expect(await refusal(desk.review(id, "pause", undefined, "operator"))).toMatchObject({ code: 100 });
    expect(await refusal(desk.review("1", "approve", undefined, "operator"))).toMatchObject({
      code: 100,
      subcode: 33,
    });
    expect((await world.library.history(id)).at(-1)).toMatchObject({
      by: "1111222233334444",
      change: "reject",
    });
  });

  test("rules of approval are switched for each business", async () => {
    const { database } = await open();
    await using world = await openWorld(database);
    const { desk, endpoints } = world.library;
    expect(await desk.approval(BUSINESS)).toMatchObject({ automatic: true });
    const changed = await desk.setApproval(
      BUSINESS,
      {
        rules: [
          { id: "category", isOn: false },
          { id: "unknown", isOn: false },
        ],
      },
      "operator",
    );
    expect(changed.rules.filter(({ isOn }) => !isOn).map(({ id }) => id)).toEqual(["category"]);
    const id = await world.create({ category: "MARKETING" });
    expect(await endpoints.get(id)).toMatchObject({ status: "APPROVED" });
    await desk.setApproval(BUSINESS, { automatic: false }, "operator");
    expect(await desk.approval(BUSINESS)).toMatchObject({ automatic: false, rules: changed.rules });
    const next = await world.create({ name: "next" });
    expect(await endpoints.get(next)).toMatchObject({ status: "PENDING" });
    expect(await desk.review(next, "approve", undefined, "operator")).toMatchObject({ state: "APPROVED" });
    const { id: others } = await endpoints.create("2000000000000000", ORDER);
    await world.library.settled();
    expect(await endpoints.get(others)).toMatchObject({ status: "APPROVED" });
  });

  test("the example of a medium in the header is kept, and the page knows what file it must be", async () => {
    const { database } = await open();
    await using world = await openWorld(database);
    const components = [
      { type: "HEADER", format: "IMAGE", example: { header_handle: ["4::aW1hZ2U=:handle"] } },
      body("Look at this."),
    ];
    const id = await world.create({ name: "picture", components });
    expect(await world.library.endpoints.get(id)).toMatchObject({ components: [components[0], {}] });
    const [view] = await world.library.desk.list(BUSINESS);
    expect(view).toMatchObject({
      variables: ["header"],
      preview: { header: { text: "Image", shape: "image", example: `/templates/${id}/example` } },
    });
    expect(await world.library.desk.example(BUSINESS, id)).toBe("4::aW1hZ2U=:handle");
    expect(await world.library.desk.example("2000000000000000", id)).toBeUndefined();
  });
});
