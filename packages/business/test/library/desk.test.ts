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

  test("what a person types for the variables is sent", async () => {
    const { database } = await open();
    await using world = await openWorld(database);
    const { sendOf, templates } = world.library;
    await world.create();
    const values = { "header:1": "77", "1": "Ann", "2": "tea", "button:2": "77", "button:4": "SAVE10" };
    const send = await sendOf(BUSINESS, { name: "order_update", language: "en_US", values });
    const { rendered } = await templates.fill(BUSINESS, send);
    expect(rendered).toMatchObject({
      header: { kind: "text", text: "Order 77" },
      body: "Hi Ann, your order of tea is on its way.",
      buttons: [{}, {}, { url: "https://shop.example/o/77" }, {}, { code: "SAVE10" }],
    });
    await world.create({
      name: "named",
      parameter_format: "NAMED",
      components: [
        { type: "HEADER", format: "LOCATION" },
        {
          type: "BODY",
          text: "Dear {{first_name}}, we are here.",
          example: { body_text_named_params: [{ param_name: "first_name", example: "Ann" }] },
        },
      ],
    });
    const named = (place: string) =>
      sendOf(BUSINESS, { name: "named", language: "en_US", values: { header: place, first_name: "Bo" } });
    expect((await templates.fill(BUSINESS, await named("52.5, 13.4"))).rendered).toMatchObject({
      header: { kind: "location", location: { latitude: 52.5, longitude: 13.4 } },
      body: "Dear Bo, we are here.",
    });
    expect(await refusal(named("north"))).toMatchObject({ code: 132012 });
    expect(await refusal(sendOf(BUSINESS, { name: "named", language: "en_US", values: {} }))).toMatchObject({
      code: 131008,
    });
  });

  test("a medium in the header is a link or an uploaded file; its example is kept", async () => {
    const { database } = await open();
    await using world = await openWorld(database);
    const components = [
      { type: "HEADER", format: "IMAGE", example: { header_handle: ["4::aW1hZ2U=:handle"] } },
      body("Look at this."),
    ];
    const id = await world.create({ name: "picture", components });
    expect(await world.library.endpoints.get(id)).toMatchObject({ components: [components[0], {}] });
    const [view] = await world.library.desk.list(BUSINESS);
    expect(view).toMatchObject({ variables: ["header"], preview: { header: { text: "Image" } } });
    const send = (header: string) =>
      world.library.sendOf(BUSINESS, { name: "picture", language: "en_US", values: { header } });
    expect((await send("https://x.example/a.png")).components[0]).toMatchObject({
      parameters: [{ type: "image", media: { source: { kind: "link" } } }],
    });
    expect((await send("1234")).components[0]).toMatchObject({
      parameters: [{ type: "image", media: { source: { kind: "id", id: "1234" } } }],
    });
  });
});
