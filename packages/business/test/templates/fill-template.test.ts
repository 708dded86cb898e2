import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { GraphError } from "../../src/graph/index.ts";
import { parseSendRequest, type TemplateSend } from "../../src/messages/index.ts";
import { fillTemplate, parseTemplate, type TemplateDefinition } from "../../src/templates/index.ts";
import { body, create } from "./template-fixtures.ts";

function sendOf(components: unknown): TemplateSend {
  const template = { name: "order_update", language: { code: "en_US" }, components };
  const parsed = parseSendRequest(
    { messaging_product: "whatsapp", to: "+491701234567", type: "template", template },
    "json",
  );
  if (parsed.kind !== "message" || parsed.content.type !== "template") throw new Error("not a template");
  return parsed.content.template;
}

const fill = (definition: TemplateDefinition, ...components: unknown[]) =>
  fillTemplate(definition, sendOf(components));

function refusal(definition: TemplateDefinition, ...components: unknown[]): [number, string] {
  try {
    fill(definition, ...components);
  } catch (error) {
    if (error instanceof GraphError) return [error.code, error.details];
    throw error;
  }
  throw new Error("it was filled");
}

const texts = (type: string, ...values: string[]) => ({
  type,
  parameters: values.map((text) => ({ type: "text", text })),
});
const button = (index: number, sub_type: string, ...parameters: unknown[]) => ({
  type: "button",
  index,
  sub_type,
  parameters,
});
const follow = button(2, "url", { type: "text", text: "77" });
const code = button(4, "copy_code", { type: "coupon_code", coupon_code: "TEN" });
const header = texts("header", "77");
const ann = texts("body", "Ann", "tea");
const order = create();

describe("filling", () => {
  test("every kind of part", () => {
    const payload = button(0, "quick_reply", { type: "payload", payload: "where-77" });
    expect(fill(order, header, ann, payload, follow, code)).toEqual({
      name: "order_update",
      language: "en_US",
      header: { kind: "text", text: "Order 77" },
      body: "Hi Ann, your order of tea is on its way.",
      footer: "Thank you",
      buttons: [
        { kind: "quick_reply", text: "Where is it?", payload: "where-77" },
        { kind: "quick_reply", text: "Stop", payload: "Stop" },
        { kind: "url", text: "Follow", url: "https://shop.example/o/77" },
        { kind: "phone_number", text: "Call us", phoneNumber: "+49 30 1234567" },
        { kind: "copy_code", text: "Copy code", code: "TEN" },
      ],
    });
  });

  test("currency and dates say their fallback", () => {
    const values = {
      type: "body",
      parameters: [
        { type: "date_time", date_time: { fallback_value: "May 1" } },
        { type: "currency", currency: { fallback_value: "$5", code: "USD", amount_1000: 5000 } },
      ],
    };
    expect(fill(order, header, values, follow, code).body).toBe("Hi May 1, your order of $5 is on its way.");
  });

  test("a value that looks like a variable is not filled again", () => {
    expect(fill(order, header, texts("body", "{{2}}", "tea"), follow, code).body).toContain("Hi {{2}}, your");
  });

  test("a variable that comes twice is one parameter", () => {
    const twice = create({ components: [body("Hi {{1}}, dear {{1}}, hello", ["x"])] });
    expect(fill(twice, texts("body", "Ann")).body).toBe("Hi Ann, dear Ann, hello");
  });

  test("named variables, in any order", () => {
    const named = create({
      parameter_format: "NAMED",
      components: [
        {
          type: "BODY",
          text: "Hi {{who}}, here is {{what}}.",
          example: {
            body_text_named_params: [
              { param_name: "who", example: "a" },
              { param_name: "what", example: "b" },
            ],
          },
        },
      ],
    });
    const parameter = (parameter_name: string | undefined, text: string) => ({
      type: "text",
      parameter_name,
      text,
    });
    const send = (...parameters: unknown[]) => ({ type: "body", parameters });
    expect(fill(named, send(parameter("what", "tea"), parameter("who", "Ann"))).body).toBe(
      "Hi Ann, here is tea.",
    );
    expect(refusal(named, send(parameter("what", "tea"), parameter(undefined, "Ann")))[0]).toBe(100);
    expect(refusal(named, send(parameter("what", "tea"), parameter("why", "Ann")))[0]).toBe(132012);
  });

  test("headers of media and of a place", () => {
    const withHeader = (format: string) =>
      create({
        components: [{ type: "HEADER", format, example: { header_handle: ["4::x"] } }, body("Hello")],
      });
    const image = { type: "header", parameters: [{ type: "image", image: { id: "5" } }] };
    const place = {
      type: "header",
      parameters: [{ type: "location", location: { latitude: 1, longitude: 2 } }],
    };
    expect(fill(withHeader("IMAGE"), image).header).toMatchObject({
      kind: "image",
      media: { source: { id: "5" } },
    });
    expect(fill(withHeader("LOCATION"), place).header).toMatchObject({ kind: "location" });
    expect(refusal(withHeader("VIDEO"), image)).toEqual([
      132012,
      "header: Format mismatch, expected VIDEO, received IMAGE",
    ]);
    expect(refusal(withHeader("IMAGE"))[0]).toBe(132012);
  });

  test("a one-time code", () => {
    const otp = parseTemplate(
      {
        name: "code",
        language: "en",
        category: "AUTHENTICATION",
        components: [
          { type: "BODY" },
          { type: "BUTTONS", buttons: [{ type: "OTP", otp_type: "COPY_CODE" }] },
        ],
      },
      "json",
    );
    const sent = fill(otp, texts("body", "123456"), button(0, "url", { type: "text", text: "123456" }));
    expect(sent.body).toBe("*123456* is your verification code.");
    expect(sent.buttons).toEqual([{ kind: "copy_code", text: "Copy code", code: "123456" }]);
  });
});

describe("refusals", () => {
  test.each([
    ["too few", [header, texts("body", "Ann"), follow, code], 132000],
    ["too many", [header, texts("body", "Ann", "tea", "x"), follow, code], 132000],
    ["none", [], 132000],
    [
      "an image for a text",
      [
        header,
        {
          type: "body",
          parameters: [
            { type: "image", image: { id: "1" } },
            { type: "text", text: "x" },
          ],
        },
      ],
      132012,
    ],
    ["an empty value", [header, texts("body", " ", "tea")], 131008],
    ["a line break", [header, texts("body", "a\nb", "tea")], 132008],
    ["five spaces", [header, texts("body", "a     b", "tea")], 132008],
    ["too long", [header, texts("body", "x".repeat(1000), "tea")], 132005],
    ["no value for the URL", [header, ann, code], 131008],
    ["no code", [header, ann, follow], 131008],
    ["a URL with a space", [header, ann, button(2, "url", { type: "text", text: "a b" }), code], 132008],
    [
      "a button that is not there",
      [header, ann, follow, code, button(7, "url", { type: "text", text: "a" })],
      132012,
    ],
    [
      "a button of another kind",
      [header, ann, follow, code, button(0, "url", { type: "text", text: "a" })],
      132012,
    ],
    ["a body twice", [header, ann, ann, follow, code], 132012],
  ])("%s", (_, components, expected) => expect(refusal(order, ...components)[0]).toBe(expected));

  test("any components fill it or are refused", () => {
    const parameter = fc.oneof(
      fc.record({
        type: fc.constant("text" as const),
        text: fc.string(),
        name: fc.option(fc.string(), { nil: undefined }),
      }),
      fc.record({ type: fc.constant("payload" as const), payload: fc.string() }),
      fc.record({ type: fc.constant("coupon_code" as const), code: fc.string() }),
      fc.constant({ type: "image" as const, media: { source: { kind: "id" as const, id: "1" } } }),
    );
    const parameters = fc.array(parameter, { maxLength: 3 });
    const component = fc.oneof(
      fc.record({ kind: fc.constantFrom("header" as const, "body" as const), parameters }),
      fc.record({
        kind: fc.constant("button" as const),
        subType: fc.constantFrom("quick_reply" as const, "url" as const, "copy_code" as const),
        index: fc.nat(5),
        parameters,
      }),
    );
    fc.assert(
      fc.property(fc.array(component, { maxLength: 6 }), (components) => {
        try {
          fillTemplate(order, { name: "order_update", language: "en_US", components });
        } catch (error) {
          expect(error).toBeInstanceOf(GraphError);
        }
      }),
    );
  });

  test("the count in Meta's words", () => {
    expect(refusal(order, header, texts("body", "Ann"))[1]).toBe(
      "body: number of localizable_params (1) does not match the expected number of params (2)",
    );
  });
});
