import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { MessageBody } from "../src/api.ts";
import { bodyOf, contentOf, isMessageContent } from "../src/conversations/body-content.ts";
import { previewOf, wordsOf } from "../src/conversations/body-words.ts";
import { checkedBody } from "../src/conversations/check-content.ts";
import { ClientError } from "../src/errors.ts";
import { cleanText } from "../src/payload/clean-text.ts";
import { decodePayload, MalformedPayloadError } from "../src/payload/decode-payload.ts";
import { encodePayload } from "../src/payload/encode-payload.ts";
import type { FileContent, MessageContent, Payload } from "../src/payload/payload.ts";
import { choicesOf } from "../src/payload/rich/interactive.ts";
import { isLonger } from "../src/payload/text-limits.ts";
import { encodeValue } from "../src/store/values.ts";

const id = "Zk3AAAAAAAAAAAAAAAAAAA";
const author = "k3v7q2m4zt5aw6xy";
const file: FileContent = {
  media: "M".repeat(32),
  key: new Uint8Array(32).fill(1),
  hash: new Uint8Array(32).fill(2),
  size: 5,
  name: "menu.pdf",
  type: "application/pdf",
  shape: "document",
};

const place = {
  latitude: 52.520008,
  longitude: -13.404954,
  name: "Office",
  address: "1 Main Street, Berlin",
};
const contents: readonly MessageContent[] = [
  { kind: "place", place },
  { kind: "place", place: { latitude: 0, longitude: 180 }, replyTo: { id, author, preview: "Where?" } },
  {
    kind: "contacts",
    contacts: [
      {
        name: "Ada King",
        phones: [{ number: "+44 (7700) 900-001", type: "WORK" }, { number: "112" }],
        emails: [{ address: "ada@example.org", type: "HOME" }],
        organisation: "Analytical Engines",
        title: "Countess",
        urls: ["https://example.org/ada"],
        addresses: ["1 Main Street"],
        birthday: "1815-12-10",
      },
      { name: "Bob", phones: [], emails: [], urls: [], addresses: [] },
    ],
  },
  {
    kind: "interactive",
    interactive: {
      header: { kind: "attachment", attachment: file },
      text: "What would you like?\nTap.",
      footer: "Open until six",
      actions: [
        { kind: "reply", choice: { id: "yes", title: "Yes" } },
        { kind: "url", title: "Menu", url: "https://example.org/menu?a=b#c" },
        { kind: "call", title: "Call", number: "+447700900001" },
        { kind: "copy", title: "Copy", text: "CODE-1" },
        { kind: "share-place", title: "Send my place" },
      ],
    },
  },
  {
    kind: "interactive",
    interactive: {
      header: { kind: "text", text: "Lunch" },
      text: "Choose",
      actions: [],
      list: {
        button: "Dishes",
        sections: [
          { title: "Soups", rows: [{ id: "1", title: "Leek", description: "Hot" }] },
          { rows: [{ id: "2", title: "Pie" }] },
        ],
      },
    },
  },
  { kind: "interactive", interactive: { header: { kind: "place", place }, text: "Here", actions: [] } },
  { kind: "choice", choice: { id: "yes", title: "Yes" }, replyTo: { id, author, preview: "What?" } },
  { kind: "attachment", ...file, shape: "sticker", text: "" },
  { kind: "attachment", ...file, shape: "audio", voice: true, text: "" },
];

describe("places, cards, questions and choices", () => {
  test("come back as they went, also sent again inside a resend", () => {
    for (const content of contents) {
      const payload: Payload = { id, sentAt: 1, ...content };
      expect(decodePayload(encodePayload(payload))).toEqual(payload);
      const again: Payload = { id, sentAt: 1, kind: "resend", original: { id, author, sentAt: 2, content } };
      expect(decodePayload(encodePayload(again))).toEqual(again);
    }
  });

  test("a message's body is what its payload says, and makes the same payload again", () => {
    for (const { replyTo: _, ...content } of contents) {
      const body = bodyOf(content as MessageContent);
      expect(contentOf(body, file) as unknown).toEqual(content);
      expect(typeof previewOf(body)).toBe("string");
      expect(typeof wordsOf(body)).toBe("string");
    }
  });

  test("without a file's place on the server there is nothing to send", () => {
    const body = bodyOf(contents[3] as MessageContent);
    expect(contentOf(body, undefined)).toBeUndefined();
  });
});

function read(fields: Record<string, unknown>): MessageContent {
  const payload = decodePayload(encodeValue({ v: 1, id, sent_at: 1, ...fields }));
  if (!isMessageContent(payload)) throw new Error("it is no message");
  return payload;
}

function actions(...given: readonly unknown[]) {
  const content = read({ kind: "interactive", text: "Tap", actions: given });
  return content.kind === "interactive" ? content.interactive.actions : [];
}

describe("what a hostile peer sends", () => {
  test("a button opens nothing but the web", () => {
    const url = (address: unknown) => actions({ kind: "url", title: "Go", url: address });
    expect(url("https://example.org/")).toHaveLength(1);
    for (const bad of [
      ...[
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//a.example",
      ],
      ...[
        "https:\\\\a.example",
        "https:a.example",
        "https://bank.example@evil.example/",
        "https://",
        "http://a b",
      ],
      ...[
        "https://a.example/\u202e",
        " https://a.example",
        `https://a.example/${"a".repeat(2_000)}`,
        "",
        7,
        null,
      ],
    ])
      expect(url(bad)).toEqual([]);
  });

  test("a number to be called is one", () => {
    const call = (number: unknown) => actions({ kind: "call", title: "Call", number });
    expect(call("+44 7700 900-001")).toEqual([{ kind: "call", title: "Call", number: "+447700900001" }]);
    for (const bad of ["1", "+1234567890123456", "112;ext=1", "tel:112", "*#06#", "", undefined, {}])
      expect(call(bad)).toEqual([]);
  });

  test("buttons and rows beyond ten are left out, those without id or title too", () => {
    const reply = (n: number) => ({ kind: "reply", choice: { id: String(n), title: `T${n}` } });
    expect(actions(...Array.from({ length: 50 }, (_, n) => reply(n)))).toHaveLength(10);
    expect(
      actions({ kind: "reply", choice: { id: "", title: "T" } }, { kind: "poll", title: "P" }, 5),
    ).toEqual([]);
    const rows = Array.from({ length: 9 }, (_, n) => ({ id: `r${n}`, title: "Row" }));
    const list = { button: "List", sections: [{ rows }, { rows }, { rows: [] }] };
    const content = read({ kind: "interactive", text: "Tap", list });
    if (content.kind !== "interactive") throw new Error("it is another kind");
    expect(choicesOf(content.interactive)).toHaveLength(10);
  });

  test("labels lose what steers direction, and their excess", () => {
    const content = read({
      kind: "choice",
      choice: { id: "a", title: `a\u202eb\n\u0007${"c".repeat(500)}` },
    });
    if (content.kind !== "choice") throw new Error("it is another kind");
    expect(content.choice.title.startsWith("ab c")).toBe(true);
    expect(isLonger(content.choice.title, 100)).toBe(false);
  });

  test("what cannot be shown at all is malformed", () => {
    for (const fields of [
      { kind: "place" },
      { kind: "place", latitude: 91, longitude: 0 },
      { kind: "place", latitude: Number.NaN, longitude: 0 },
      { kind: "place", latitude: "52", longitude: "13" },
      { kind: "contacts", contacts: [] },
      { kind: "contacts", contacts: [{ phones: [{ number: "112" }] }] },
      { kind: "interactive", actions: [] },
      { kind: "interactive", text: " \u0007 " },
      { kind: "choice" },
      { kind: "choice", choice: { id: "a" } },
    ])
      expect(() => read(fields)).toThrow(MalformedPayloadError);
  });

  test("a header that cannot be shown is left out", () => {
    for (const header of [{ kind: "attachment", attachment: { media: "x" } }, { kind: "poll" }, 5, null, []])
      expect(bodyOf(read({ kind: "interactive", text: "Tap", header }))).toEqual({
        kind: "interactive",
        interactive: { text: "Tap", actions: [] },
        answered: [],
      });
  });

  test("of any shape: read within the limits, or refused by name, and sent on as it was read", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.constantFrom("reply", "url", "copy"),
    );
    const key = fc.constantFrom(
      ...["header", "text", "footer", "actions", "list", "sections", "rows", "choice", "id", "title", "url"],
      ...[
        "number",
        "button",
        "place",
        "latitude",
        "longitude",
        "name",
        "phones",
        "emails",
        "urls",
        "contacts",
      ],
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        text,
        fc.double(),
        fc.constantFrom(null, true),
        fc.array(tie("value"), { maxLength: 12 }),
        fc.dictionary(key, tie("value"), { maxKeys: 6 }),
        fc.record({ kind: text, title: text, choice: fc.record({ id: text, title: text }) }),
      ),
    }));
    const kind = fc.constantFrom("place", "contacts", "interactive", "choice");
    fc.assert(
      fc.property(fc.dictionary(key, value), kind, text, (fields, of, words) => {
        let content: MessageContent;
        try {
          content = read({ text: words, choice: { id: "a", title: words }, ...fields, kind: of });
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedPayloadError);
          return;
        }
        const payload: Payload = { id, sentAt: 1, ...content };
        expect(decodePayload(encodePayload(payload))).toEqual(payload);
        const shown = wordsOf(bodyOf(content));
        expect(cleanText(shown)).toBe(shown);
        expect(shown.length).toBeLessThan(100_000);
      }),
      { numRuns: 1_500 },
    );
  });
});

describe("what is sent", () => {
  const noFile = () => undefined;
  const send = (content: unknown): MessageBody => checkedBody(content as never, noFile);

  test("is refused where it would not arrive as it was written", () => {
    const reply = (n: number) => ({ kind: "reply", choice: { id: String(n), title: "T" } });
    const ask = (more: object) => ({
      kind: "interactive",
      interactive: { text: "Tap", actions: [], ...more },
    });
    for (const content of [
      { kind: "text", text: " " },
      { kind: "place", place: { latitude: 90.1, longitude: 0 } },
      { kind: "place", place: { latitude: 0, longitude: 0, name: "n".repeat(1_001) } },
      { kind: "contacts", contacts: [] },
      {
        kind: "contacts",
        contacts: [{ name: "A", phones: [{ number: "call me" }], emails: [], urls: [], addresses: [] }],
      },
      {
        kind: "contacts",
        contacts: [{ name: "A", phones: [], emails: [], urls: ["javascript:1"], addresses: [] }],
      },
      ask({ text: "t".repeat(4_097) }),
      ask({ actions: Array.from({ length: 11 }, (_, n) => reply(n)) }),
      ask({ actions: [reply(1), reply(1)] }),
      ask({ actions: [{ kind: "url", title: "Go", url: "javascript:alert(1)" }] }),
      ask({ list: { button: "List", sections: [] } }),
      ask({ header: { kind: "attachment", attachment: {} } }),
    ])
      expect(() => send(content)).toThrow(ClientError);
  });

  test("is what everybody sees: without control characters", () => {
    expect(send({ kind: "place", place: { latitude: 1, longitude: 2, name: "A\u0007\u202e" } })).toEqual({
      kind: "place",
      place: { latitude: 1, longitude: 2, name: "A" },
    });
  });

  test("is bounded as a whole", () => {
    const card = { name: "n".repeat(256), phones: [], emails: [], urls: [], addresses: ["a".repeat(1_000)] };
    const contacts = Array.from({ length: 60 }, () => card);
    expect(() => send({ kind: "contacts", contacts })).toThrow("too much");
  });
});
