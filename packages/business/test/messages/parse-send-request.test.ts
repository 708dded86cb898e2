import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { GraphError } from "../../src/graph/index.ts";
import { acceptedBody, parseSendRequest } from "../../src/messages/index.ts";
import { PARSED } from "./parsed-fixtures.ts";
import { CONTENTS, request } from "./send-fixtures.ts";

const parse = (body: unknown) => parseSendRequest(body, "json");
const contentOf = (content: Record<string, unknown>) => {
  const parsed = parse(request(content));
  return parsed.kind === "message" ? parsed.content : undefined;
};

function codeOf(body: unknown): number | undefined {
  try {
    parse(body);
    return undefined;
  } catch (error) {
    if (error instanceof GraphError) return error.code;
    throw error;
  }
}

const codeFor = (content: Record<string, unknown>) => codeOf(request(content));
const text = { text: { body: "Hi" } };
const buttons = (titles: readonly string[], extra = {}) => ({
  type: "interactive",
  interactive: {
    type: "button",
    body: { text: "?" },
    action: { buttons: titles.map((title, index) => ({ type: "reply", reply: { id: `${index}`, title } })) },
    ...extra,
  },
});
const list = (sections: unknown, extra = {}) => ({
  type: "interactive",
  interactive: { type: "list", body: { text: "?" }, action: { button: "Go", sections }, ...extra },
});
const template = (components: unknown) => ({
  type: "template",
  template: { name: "x", language: { code: "en" }, components },
});

describe("every type of section 3", () => {
  test.each(
    CONTENTS.map((content, index) => [JSON.stringify(content).slice(0, 60), content, PARSED[index]] as const),
  )("%s", (_, content, parsed) => expect(contentOf(content)).toEqual(parsed));

  test("without a type, the object that is there", () => {
    expect(contentOf({ sticker: { id: "1" } })).toMatchObject({ type: "sticker" });
    expect(codeFor({ sticker: { id: "1" }, image: { id: "1" } })).toBe(131008);
  });

  test("the recipient, a quote and callback data", () => {
    expect(
      parse({ ...request(text), context: { message_id: "wamid.AA==" }, biz_opaque_callback_data: "x" }),
    ).toMatchObject({
      recipient: {
        kind: "phone",
        phone: { input: "+49 170 1234567", e164: "+491701234567", waId: "491701234567" },
      },
      quotes: "wamid.AA==",
      callbackData: "x",
    });
    const { to: _, ...nobody } = request(text);
    expect(parse({ ...nobody, recipient: "DE.abc123" })).toMatchObject({
      recipient: { userId: "DE.abc123" },
    });
    expect(parse({ ...nobody, to: "group-1", recipient_type: "group" })).toMatchObject({
      recipient: { kind: "group", groupId: "group-1" },
    });
    expect(codeOf(nobody)).toBe(131008);
    expect(codeOf({ ...nobody, recipient: "whoever" })).toBe(131009);
    expect(codeOf({ ...nobody, to: "nobody" })).toBe(131009);
  });
});

describe("what the real API takes", () => {
  test("numbers as strings, any case, JSON text, null for absent", () => {
    expect(
      parse({ messaging_product: "WhatsApp", to: 491701234567, type: "TEXT", text: { body: 42 } }),
    ).toMatchObject({
      content: { type: "text", body: "42", previewUrl: false },
    });
    expect(contentOf({ type: "text", text: '{"body":"Hi","preview_url":"true"}' })).toMatchObject({
      previewUrl: true,
    });
    expect(
      codeFor({ ...text, context: null, recipient_type: null, biz_opaque_callback_data: null }),
    ).toBeUndefined();
    expect(contentOf({ ...text, unheard_of: [1], text: { body: "Hi", more: 1 } })).toMatchObject({
      body: "Hi",
    });
  });

  test("forms, of JSON text and of names in brackets", () => {
    const expected = parse(
      request({ type: "image", image: { link: "https://example.org/a?b=c&d", caption: "ä" } }),
    );
    const flat = new URLSearchParams({
      messaging_product: "whatsapp",
      to: "+49 170 1234567",
      type: "image",
      image: JSON.stringify({ link: "https://example.org/a?b=c&d", caption: "ä" }),
    });
    const nested = new URLSearchParams({
      messaging_product: "whatsapp",
      to: "+49 170 1234567",
      type: "image",
      "image[link]": "https://example.org/a?b=c&d",
      "image[caption]": "ä",
    });
    for (const body of [flat, String(flat), Object.fromEntries(flat), nested]) {
      expect(parseSendRequest(body, "urlencoded")).toEqual(expected);
    }
    const buttonForm = new URLSearchParams({
      messaging_product: "whatsapp",
      to: "+491701234567",
      type: "interactive",
    });
    buttonForm.set("interactive[type]", "button");
    buttonForm.set("interactive[body][text]", "?");
    buttonForm.set("interactive[action][buttons][0][reply][id]", "1");
    buttonForm.set("interactive[action][buttons][0][reply][title]", "Yes");
    expect(parseSendRequest(buttonForm, "urlencoded")).toMatchObject({
      content: { interactive: { buttons: [{ id: "1", title: "Yes" }] } },
    });
    expect(() => parseSendRequest("text=1&text[body]=2", "urlencoded")).toThrow("(#100)");
    expect(() => parseSendRequest("__proto__[x]=1", "urlencoded")).toThrow("(#100)");
  });

  test("half a character becomes a sign that can be kept", () => {
    expect(contentOf({ text: { body: "a\ud83db😀" } })).toMatchObject({ body: "a\ufffdb😀" });
  });

  test("limits count characters, not code units", () => {
    expect(codeFor(buttons(["😀".repeat(20)]))).toBeUndefined();
    expect(codeFor(buttons(["😀".repeat(21)]))).toBe(131009);
  });
});

describe("what it refuses", () => {
  test.each([
    ["no object", [1], 100],
    ["no product", { to: "+491701234567", ...text }, 100],
    ["another product", { ...request(text), messaging_product: "sms" }, 100],
    ["no text", request({}), 131008],
    ["an empty text", request({ text: { body: "  " } }), 131008],
    ["a text of another type", request({ text: { body: {} } }), 100],
    ["text that is no object", request({ text: 5 }), 100],
    ["4097 characters", request({ text: { body: "x".repeat(4097) } }), 100],
    ["a caption of 1025", request({ type: "image", image: { id: "1", caption: "x".repeat(1025) } }), 131009],
    ["an unknown type", request({ type: "carrier_pigeon" }), 131051],
    ["a type without its object", request({ type: "image", text: { body: "Hi" } }), 131008],
    ["no id and no link", request({ type: "image", image: {} }), 131008],
    ["id and link", request({ type: "image", image: { id: "1", link: "https://a.org" } }), 100],
    ["a link of file", request({ type: "image", image: { link: "file:///etc/passwd" } }), 131009],
    ["two emoji", request({ type: "reaction", reaction: { message_id: "w", emoji: "👍👍" } }), 131009],
    ["no emoji at all", request({ type: "reaction", reaction: { message_id: "w" } }), 131008],
    ["a latitude of 91", request({ type: "location", location: { latitude: 91, longitude: 0 } }), 131009],
    [
      "a latitude in words",
      request({ type: "location", location: { latitude: "north", longitude: 0 } }),
      100,
    ],
    ["no contacts", request({ type: "contacts", contacts: [] }), 131008],
    ["a contact without a name", request({ type: "contacts", contacts: [{ name: {} }] }), 131008],
    ["callback data of 513", { ...request(text), biz_opaque_callback_data: "x".repeat(513) }, 131009],
    ["a context without id", { ...request(text), context: {} }, 131008],
    [
      "an object that overrides toString",
      request({ text: { body: "Hi", preview_url: { toString: 1 } } }),
      100,
    ],
    ["null in a list", request({ type: "contacts", contacts: [null] }), 100],
    ["NUL", request({ text: { body: "a\0b" } }), 100],
    ["NUL in JSON text", request({ text: '{"body":"a\\u0000b"}' }), 100],
  ])("%s", (_, body, code) => expect(codeOf(body)).toBe(code));

  test.each([
    ["no buttons", buttons([]), 131009],
    ["four buttons", buttons(["a", "b", "c", "d"]), 131009],
    ["a long title", buttons(["x".repeat(21)]), 131009],
    ["the same title twice", buttons(["a", "a"]), 131009],
    ["no body", buttons(["a"], { body: undefined }), 131008],
    ["a long body", buttons(["a"], { body: { text: "x".repeat(1025) } }), 131009],
    ["a long footer", buttons(["a"], { footer: { text: "x".repeat(61) } }), 131009],
    ["a header without its object", buttons(["a"], { header: { type: "video" } }), 131008],
    [
      "a flow",
      { type: "interactive", interactive: { type: "flow", body: { text: "?" }, action: {} } },
      131051,
    ],
    ["no kind", { type: "interactive", interactive: { body: { text: "?" } } }, 131008],
    [
      "a list of two sections without titles",
      list([{ rows: [{ id: "1", title: "a" }] }, { rows: [{ id: "2", title: "b" }] }]),
      131008,
    ],
    ["eleven rows", list([{ rows: Array.from({ length: 11 }, (_, id) => ({ id, title: "a" })) }]), 131009],
    [
      "rows with one id",
      list([
        {
          rows: [
            { id: "1", title: "a" },
            { id: "1", title: "b" },
          ],
        },
      ]),
      131009,
    ],
    ["an empty section", list([{ rows: [] }]), 131009],
    [
      "a list with an image above",
      list([{ rows: [{ id: "1", title: "a" }] }], { header: { type: "image", image: { id: "1" } } }),
      131009,
    ],
  ])("interactive: %s", (_, content, code) => expect(codeFor(content)).toBe(code));

  test("a list's body may have 4096 characters", () => {
    expect(
      codeFor(list([{ rows: [{ id: "1", title: "a" }] }], { body: { text: "x".repeat(4096) } })),
    ).toBeUndefined();
  });

  test.each([
    ["no name", { type: "template", template: { language: { code: "en" } } }, 131008],
    ["no language", { type: "template", template: { name: "x" } }, 131008],
    ["an unknown kind of parameter", template([{ type: "body", parameters: [{ type: "song" }] }]), 132012],
    ["a parameter without its value", template([{ type: "body", parameters: [{ type: "text" }] }]), 131008],
    ["a button without index", template([{ type: "button", sub_type: "url", parameters: [] }]), 131008],
    ["a button without kind", template([{ type: "button", index: 0, parameters: [] }]), 131008],
    ["a flow's button", template([{ type: "button", sub_type: "FLOW", index: 0 }]), 131051],
    ["an unknown component", template([{ type: "tail" }]), 131009],
  ])("template: %s", (_, content, code) => expect(codeFor(content)).toBe(code));

  test("the parameter is named as Graph does, its value is not", () => {
    try {
      parse(request(buttons(["secret".repeat(9)])));
    } catch (error) {
      expect((error as GraphError).details).toBe(
        "Param interactive['action']['buttons'][0]['reply']['title'] must be at most 20 characters long.",
      );
    }
    expect.assertions(1);
  });

  test("nesting without end", () => {
    let deep: unknown = "x";
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    expect(codeFor({ text: deep })).toBe(100);
    expect(codeFor({ text: `${"[".repeat(100_000)}${"]".repeat(100_000)}` })).toBe(100);
  });
});

describe("the answer", () => {
  test("to a number, a user and a group", () => {
    const phone = { kind: "phone", phone: { input: "+49 170", e164: "+49170", waId: "49170" } } as const;
    expect(acceptedBody(phone, "wamid.AA==")).toEqual({
      messaging_product: "whatsapp",
      contacts: [{ input: "+49 170", wa_id: "49170" }],
      messages: [{ id: "wamid.AA==" }],
    });
    expect(acceptedBody({ kind: "user", userId: "DE.a" }, "wamid.AA==", "accepted")).toEqual({
      messaging_product: "whatsapp",
      contacts: [{ input: "DE.a", user_id: "DE.a" }],
      messages: [{ id: "wamid.AA==", message_status: "accepted" }],
    });
    expect(acceptedBody({ kind: "group", groupId: "g" }, "wamid.AA==").contacts).toEqual([
      { input: "g", wa_id: "g" },
    ]);
  });
});

describe("any value at all", () => {
  const survives = (body: unknown, form: "json" | "urlencoded") => {
    try {
      expect(parseSendRequest(body, form).kind).toBeString();
    } catch (error) {
      expect(error).toBeInstanceOf(GraphError);
    }
  };

  test("JSON", () => {
    fc.assert(fc.property(fc.jsonValue(), (body) => survives(body, "json")));
    fc.assert(fc.property(fc.anything(), (body) => survives(body, "json")));
  });

  test("forms", () => {
    fc.assert(fc.property(fc.anything(), (body) => survives(body, "urlencoded")));
    fc.assert(fc.property(fc.webQueryParameters(), (body) => survives(body, "urlencoded")));
  });

  test("a valid request with one thing in it replaced", () => {
    const near = fc.tuple(
      fc.constantFrom(...CONTENTS),
      fc.nat(),
      fc.oneof(fc.jsonValue(), fc.constant(undefined)),
    );
    fc.assert(
      fc.property(near, ([content, at, value]) => survives(replaceOne(request(content), at, value), "json")),
      { numRuns: 2000 },
    );
  });
});

/** The value with its nth inner value (counted around) replaced. */
function replaceOne(whole: unknown, nth: number, value: unknown): unknown {
  const count = (held: unknown): number =>
    typeof held === "object" && held !== null
      ? Object.values(held).reduce((sum, inner) => sum + count(inner), 1)
      : 1;
  let left = nth % count(whole);
  const walk = (held: unknown): unknown => {
    if (left-- === 0) return value;
    if (Array.isArray(held)) return held.map(walk);
    if (typeof held !== "object" || held === null) return held;
    return Object.fromEntries(Object.entries(held).map(([name, inner]) => [name, walk(inner)]));
  };
  return walk(whole);
}
