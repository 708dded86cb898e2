import { describe, expect, test } from "bun:test";
import type { MessageContent } from "../../src/messages/index.ts";
import { matchReply, renderSms, type SmsContent } from "../../src/rendering/index.ts";
import { fillTemplate, type TemplateDefinition } from "../../src/templates/index.ts";
import { PARSED } from "../messages/parsed-fixtures.ts";
import { create } from "../templates/template-fixtures.ts";

const linkTo = () => "https://m.example/abc";
const render = (content: SmsContent, language = "en") => renderSms(content, { language, linkTo });
const text = (content: SmsContent, language?: string) => render(content, language)?.text;
const id = { source: { kind: "id", id: "1" } } as const;
const isPlain = (content: MessageContent): content is Exclude<MessageContent, { type: "template" }> =>
  content.type !== "template";

describe("renderings", () => {
  test("every type has one, but a reaction that is taken back", () => {
    for (const content of PARSED.filter(isPlain)) {
      const isTakenBack = content.type === "reaction" && !content.emoji;
      expect([content.type, (text(content) ?? "") === ""]).toEqual([content.type, isTakenBack]);
    }
  });

  test("buttons", () => {
    const rendered = render({
      type: "interactive",
      interactive: {
        kind: "button",
        header: { kind: "text", text: "Table" },
        body: "Will you come?",
        footer: "By noon",
        buttons: [
          { id: "y", title: "Yes" },
          { id: "n", title: "No" },
        ],
      },
    });
    expect(rendered?.text).toBe("Table\n\nWill you come?\n\nReply 1 for Yes\nReply 2 for No\n\nBy noon");
    expect(matchReply("2", rendered?.choices ?? [])).toMatchObject({ kind: "button", id: "n" });
  });

  test("a list counts through its sections", () => {
    const rendered = render(
      {
        type: "interactive",
        interactive: {
          kind: "list",
          body: "Was darf es sein?",
          button: "Karte",
          sections: [
            { title: "Warm", rows: [{ id: "t", title: "Tee", description: "grün" }] },
            { title: "Kalt", rows: [{ id: "w", title: "Wasser" }] },
          ],
        },
      },
      "de",
    );
    expect(rendered?.text).toBe(
      "Was darf es sein?\n\nWarm\nAntworte 1 für Tee (grün)\n\nKalt\nAntworte 2 für Wasser",
    );
    expect(rendered?.choices.map(({ label, kind, id }) => [label, kind, id])).toEqual([
      ["1", "row", "t"],
      ["2", "row", "w"],
    ]);
  });

  test("titles that are numbers get letters, so that an answer is never two things", () => {
    const rendered = render({
      type: "interactive",
      interactive: {
        kind: "button",
        body: "How many?",
        buttons: [2, 4].map((n) => ({ id: `g${n}`, title: `${n}` })),
      },
    });
    expect(rendered?.text).toContain("Reply A for 2\nReply B for 4");
    expect(matchReply("2", rendered?.choices ?? [])?.id).toBe("g2");
    expect(matchReply("b", rendered?.choices ?? [])?.id).toBe("g4");
  });

  test("a link, and a request for the place", () => {
    const url = { kind: "cta_url", body: "See", displayText: "Open", url: "https://a.org" } as const;
    expect(text({ type: "interactive", interactive: url })).toBe("See\n\nOpen: https://a.org");
    const where = { kind: "location_request_message", body: "Where are you?" } as const;
    expect(text({ type: "interactive", interactive: where })).toBe(
      "Where are you?\n\nReply with your address.",
    );
  });

  test("media are links", () => {
    expect(text({ type: "image", media: { ...id, caption: "A cat" } })).toBe(
      "Picture: https://m.example/abc\nA cat",
    );
    expect(text({ type: "document", media: { ...id, filename: "bill.pdf" } })).toBe(
      "bill.pdf: https://m.example/abc",
    );
    expect(text({ type: "audio", media: { ...id, voice: true } }, "fr")).toBe(
      "Message vocal: https://m.example/abc",
    );
  });

  test("a place", () => {
    const location = { latitude: 52.5200066, longitude: -13.404954, name: "Tower", address: "Way 1" };
    expect(text({ type: "location", location })).toBe(
      "Tower\nWay 1\n52.520007, -13.404954\ngeo:52.520007,-13.404954",
    );
    expect(text({ type: "location", location: { latitude: 1, longitude: 0.0000001 } })).toBe("1, 0\ngeo:1,0");
  });

  test("contacts", () => {
    const contacts = [
      {
        name: { formatted_name: "Ann Doe" },
        org: { company: "Doe", title: "Head" },
        phones: [{ phone: "+49 170 1" }, { wa_id: "491702" }],
        emails: [{ email: "ann@example.org" }],
        addresses: [{ street: "Way 1", zip: "10115", city: "Berlin" }],
      },
      { name: { formatted_name: "Bob" } },
    ];
    expect(text({ type: "contacts", contacts })).toBe(
      "Ann Doe\nHead, Doe\n+49 170 1\n+491702\nann@example.org\nWay 1, 10115 Berlin\n\nBob",
    );
  });

  test("a reaction, with what it is about", () => {
    const reaction = { type: "reaction", messageId: "w", emoji: "👍" } as const;
    expect(text(reaction)).toBe("👍");
    expect(renderSms(reaction, { linkTo, quoted: "See you" })?.text).toBe('👍 to "See you"');
  });

  test("a template", () => {
    const definition: TemplateDefinition = create();
    const template = fillTemplate(definition, {
      name: definition.name,
      language: "en_US",
      components: [
        { kind: "header", parameters: [{ type: "text", text: "77" }] },
        { kind: "body", parameters: ["Ann", "tea"].map((value) => ({ type: "text", text: value })) },
        {
          kind: "button",
          subType: "quick_reply",
          index: 0,
          parameters: [{ type: "payload", payload: "where" }],
        },
        { kind: "button", subType: "url", index: 2, parameters: [{ type: "text", text: "77" }] },
        {
          kind: "button",
          subType: "copy_code",
          index: 4,
          parameters: [{ type: "coupon_code", code: "TEN" }],
        },
      ],
    });
    const rendered = render({ type: "rendered_template", template });
    expect(rendered?.text).toBe(
      [
        "Order 77",
        "",
        "Hi Ann, your order of tea is on its way.",
        "",
        "Follow: https://shop.example/o/77",
        "Call us: call +49 30 1234567",
        "Code: TEN",
        "",
        "Reply 1 for Where is it?",
        "Reply 2 for Stop",
        "",
        "Thank you",
      ].join("\n"),
    );
    expect(matchReply("where is it", rendered?.choices ?? [])).toMatchObject({
      kind: "quick_reply",
      id: "where",
    });
  });
});
