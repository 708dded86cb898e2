import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { GraphError } from "../../src/graph/index.ts";
import { parseTemplate, parseTemplateEdit } from "../../src/templates/index.ts";
import { body, create, ORDER } from "./template-fixtures.ts";

const components = (...parts: unknown[]) => ({ components: parts });
const buttons = (...list: unknown[]) => ({ type: "BUTTONS", buttons: list });
const url = (address: string, example?: string[]) =>
  components(body("Hello there"), buttons({ type: "URL", text: "Go", url: address, example }));

describe("create", () => {
  test("every kind of part", () => {
    const made = create();
    expect(made).toMatchObject({ name: "order_update", language: "en_US", parameterFormat: "POSITIONAL" });
    expect(made.components.map(({ type }) => type)).toEqual(["HEADER", "BODY", "FOOTER", "BUTTONS"]);
    expect(made.components[0]).toEqual(ORDER.components[0]);
  });

  test("types in any case, a language with a dash, a form", () => {
    const lower = {
      ...ORDER,
      language: "pt-BR",
      category: "marketing",
      components: [{ type: "body", text: "Hello" }],
    };
    const made = parseTemplate(lower, "json");
    expect(made).toMatchObject({ language: "pt_BR", category: "MARKETING", components: [{ type: "BODY" }] });
    const form = new URLSearchParams({ ...lower, components: JSON.stringify(lower.components) });
    expect(parseTemplate(form, "urlencoded")).toEqual(made);
  });

  test("named variables", () => {
    const part = {
      type: "BODY",
      text: "Hi {{first_name}}, welcome",
      example: { body_text_named_params: [{ param_name: "first_name", example: "Ann" }] },
    };
    expect(create({ parameter_format: "named", ...components(part) }).parameterFormat).toBe("NAMED");
    expect(() => create(components(part))).toThrow(GraphError);
  });

  test("an authentication template is worded by us, in its language", () => {
    const made = parseTemplate(
      {
        name: "code",
        language: "de",
        category: "AUTHENTICATION",
        components: [
          { type: "body", add_security_recommendation: true },
          { type: "footer", code_expiration_minutes: 10 },
          buttons({ type: "otp", otp_type: "copy_code" }),
        ],
      },
      "json",
    );
    expect(made.components).toMatchObject([
      { text: "*{{1}}* ist dein Verifizierungscode. Teile diesen Code zu deiner Sicherheit mit niemandem." },
      { text: "Dieser Code läuft in 10 Minuten ab." },
      { buttons: [{ type: "OTP", otp_type: "COPY_CODE", text: "Code kopieren" }] },
    ]);
  });

  test.each([
    ["a name with capitals", { name: "Order" }, "lower-case"],
    ["a name of 513", { name: "x".repeat(513) }, "512"],
    ["no name", { name: undefined }, "name is required"],
    ["an unknown language", { language: "english" }, "language such as"],
    ["an unknown category", { category: "SPAM" }, "must be one of"],
    ["no components", { components: undefined }, "components is required"],
    ["no body", components({ type: "FOOTER", text: "x" }), "needs a BODY"],
    ["two bodies", components(body("a b"), body("c d")), "at most one BODY"],
    ["a body of 1025", components(body("x".repeat(1025))), "1024"],
    [
      "a gap in the numbers",
      components(body("a {{1}} b {{3}} c", ["x", "y"])),
      "number its variables from 1",
    ],
    ["a variable at the end", components(body("Hi {{1}}", ["x"])), "begin or end"],
    ["variables side by side", components(body("Hi {{1}} {{2}} there", ["x", "y"])), "next to each other"],
    ["no example", components(body("Hi {{1}} there")), "needs an example"],
    ["too few examples", components(body("Hi {{1}} and {{2}} there", ["x"])), "needs an example"],
    ["an open variable", components(body("Hi {{1 there")), "not closed"],
    ["a footer with a variable", components(body("Hi"), { type: "FOOTER", text: "{{1}}" }), "no variables"],
    [
      "an image without example",
      components(body("Hi"), { type: "HEADER", format: "IMAGE" }),
      "header_handle",
    ],
    ["an unknown button", components(body("Hi"), buttons({ type: "FLOW", text: "x" })), "not supported"],
    ["no buttons", components(body("Hi"), buttons()), "not valid"],
    [
      "equal buttons",
      components(body("Hi"), buttons(...["a", "a"].map((text) => ({ type: "QUICK_REPLY", text })))),
      "distinct",
    ],
    [
      "quick replies apart",
      components(
        body("Hi"),
        buttons(
          { type: "QUICK_REPLY", text: "a" },
          { type: "URL", text: "b", url: "https://a.org" },
          { type: "QUICK_REPLY", text: "c" },
        ),
      ),
      "stand together",
    ],
    ["a variable for a host", url("https://shop{{1}}", ["x"]), "after the host"],
    ["a variable within", url("https://a.org/{{1}}/b", ["x"]), "at its end"],
    ["a script", url("javascript:alert(1)"), "http or https"],
    [
      "a one-time code for adverts",
      { category: "MARKETING", ...components(body("Hi"), buttons({ type: "OTP", otp_type: "COPY_CODE" })) },
      "AUTHENTICATION",
    ],
  ])("%s", (_, changes, words) => {
    try {
      create(changes);
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      expect(error.code).toBe(100);
      expect(error.details).toContain(words);
    }
  });

  test("any value is a template or a GraphError", () => {
    const part = fc.record(
      {
        type: fc.constantFrom("BODY", "HEADER", "FOOTER", "BUTTONS", "x"),
        text: fc.jsonValue(),
        format: fc.jsonValue(),
        example: fc.jsonValue(),
        buttons: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const near = fc.record({
      ...Object.fromEntries(
        Object.entries(ORDER).map(([name, held]) => [name, fc.oneof(fc.constant(held), fc.jsonValue())]),
      ),
      components: fc.oneof(fc.array(part), fc.jsonValue()),
    });
    fc.assert(
      fc.property(fc.oneof(near, fc.anything()), (value) => {
        try {
          parseTemplate(value, "json");
          parseTemplateEdit(value, "json", { definition: create(), state: "PAUSED" });
        } catch (error) {
          expect(error).toBeInstanceOf(GraphError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("edit", () => {
  const definition = create();

  test("what is not named stays", () => {
    const edited = parseTemplateEdit(components(body("New text")), "json", { definition, state: "APPROVED" });
    expect(edited).toEqual({ ...definition, components: [{ type: "BODY", text: "New text" }] });
    const moved = parseTemplateEdit({ category: "MARKETING", name: "other" }, "json", {
      definition,
      state: "REJECTED",
    });
    expect(moved).toEqual({ ...definition, category: "MARKETING" });
  });

  test("an approved template keeps its category, a pending one everything", () => {
    const edit = (state: "APPROVED" | "PENDING") => () =>
      parseTemplateEdit({ category: "MARKETING" }, "json", { definition, state });
    expect(edit("APPROVED")).toThrow(GraphError);
    expect(edit("PENDING")).toThrow(GraphError);
  });
});
