import { describe, expect, test } from "bun:test";
import {
  errorsValue,
  eventBody,
  eventErrorOf,
  type IncomingContent,
  messageValue,
  metadataOf,
  phoneQualityValue,
  replyOf,
  type StatusReport,
  statusValue,
  templateStatusValue,
  textOfIncoming,
} from "../../src/events/index.ts";
import { GraphError } from "../../src/graph/index.ts";
import { FRAME, MESSAGES, STATUSES } from "./section-5.ts";

const metadata = metadataOf("+1 555-123-4567", "111222333");
const ann = { name: "Ann", waId: "491701234567" };
const AT = 1_760_000_000_999;

describe("messages", () => {
  const contents: Record<keyof typeof MESSAGES, IncomingContent> = {
    text: { type: "text", body: "Hi" },
    image: {
      type: "image",
      media: { id: "9", mime_type: "image/jpeg", sha256: "aGFzaA==", caption: "A cat" },
    },
    voice: {
      type: "audio",
      media: { id: "9", mime_type: "audio/ogg; codecs=opus", sha256: "aGFzaA==", voice: true },
    },
    document: {
      type: "document",
      media: { id: "9", mime_type: "application/pdf", sha256: "aGFzaA==", filename: "a.pdf" },
    },
    sticker: {
      type: "sticker",
      media: { id: "9", mime_type: "image/webp", sha256: "aGFzaA==", animated: false },
    },
    location: { type: "location", location: { latitude: 52.5, longitude: 13.4, name: "Tower" } },
    contacts: {
      type: "contacts",
      contacts: [{ name: { formatted_name: "Bob" }, phones: [{ phone: "+1", wa_id: "1" }] }],
    },
    reaction: { type: "reaction", messageId: "wamid.AA==", emoji: "👍" },
    reactionRemoved: { type: "reaction", messageId: "wamid.AA==", emoji: "" },
    buttonReply: { type: "button_reply", id: "y", title: "Yes" },
    listReply: { type: "list_reply", id: "t", title: "Tea", description: "Green" },
    button: { type: "button", payload: "p", text: "Stop" },
    system: { type: "user_changed_number", body: "Ann changed her number", waId: "491709999999" },
    unsupported: { type: "unsupported", error: eventErrorOf(131051, "https://errors.example/") },
  };

  test.each(Object.keys(MESSAGES) as (keyof typeof MESSAGES)[])("%s", (name) => {
    const value = messageValue(metadata, { id: "wamid.BB==", from: ann, at: AT, content: contents[name] });
    const sent: unknown = JSON.parse(
      JSON.stringify(eventBody("102290129340398", [{ field: "messages", value }])),
    );
    expect(sent).toEqual(
      FRAME({ contacts: [{ profile: { name: "Ann" }, wa_id: "491701234567" }], messages: [MESSAGES[name]] }),
    );
  });

  test("a quote, and a customer without a number", () => {
    const { contacts, messages } = messageValue(metadata, {
      id: "wamid.BB==",
      from: { name: "Ann", userId: "DE.abc1", username: "ann" },
      at: AT,
      content: contents.text,
      context: { from: "15551234567", id: "wamid.AA==" },
    });
    expect(contacts).toEqual([{ profile: { name: "Ann", username: "ann" }, user_id: "DE.abc1" }]);
    expect(messages[0]).toEqual({
      context: { from: "15551234567", id: "wamid.AA==" },
      from_user_id: "DE.abc1",
      id: "wamid.BB==",
      timestamp: "1760000000",
      type: "text",
      text: { body: "Hi" },
    });
  });

  test("what a message says in a line", () => {
    expect(Object.values(contents).map(textOfIncoming)).toEqual([
      "Hi",
      "A cat",
      undefined,
      "a.pdf",
      undefined,
      "Tower",
      "Bob",
      "👍",
      undefined,
      "Yes",
      "Tea",
      "Stop",
      "Ann changed her number",
      undefined,
    ]);
  });

  test("a choice becomes the reply its message asks for", () => {
    const choice = { label: "1", id: "t", title: "Tea", description: "Green" } as const;
    expect(replyOf({ ...choice, kind: "button" })).toEqual({ type: "button_reply", id: "t", title: "Tea" });
    expect(replyOf({ ...choice, kind: "row" })).toEqual(contents.listReply);
    expect(replyOf({ ...choice, kind: "quick_reply" })).toEqual({
      type: "button",
      payload: "t",
      text: "Tea",
    });
  });
});

describe("statuses", () => {
  const conversation = { id: "c1", expiration_timestamp: "1760086400", origin: { type: "service" } };
  const base = { id: "wamid.BB==", at: AT, recipient: { waId: "491701234567" } } as const;
  const failure = new GraphError(131047, { details: "More than 24 hours." });
  const reports: Record<keyof typeof STATUSES, StatusReport> = {
    sent: { ...base, status: "sent", conversation, callbackData: "order-7" },
    delivered: { ...base, status: "delivered" },
    read: { ...base, status: "read", pricing: { billable: true, pricing_model: "CBP", category: "service" } },
    failed: {
      ...base,
      status: "failed",
      conversation,
      errors: [eventErrorOf(failure, "https://errors.example/")],
    },
    group: { ...base, status: "read", recipient: { waId: "g1", participant: "491701234567" } },
    user: { ...base, status: "delivered", recipient: { userId: "DE.abc1" } },
  };

  test.each(Object.keys(STATUSES) as (keyof typeof STATUSES)[])("%s", (name) => {
    const value = statusValue(metadata, reports[name], 23);
    const sent: unknown = JSON.parse(
      JSON.stringify(eventBody("102290129340398", [{ field: "messages", value }])),
    );
    expect(sent).toEqual(FRAME({ statuses: [STATUSES[name]] }));
  });

  test("no conversation from version 24 on", () => {
    expect(statusValue(metadata, reports.sent, 24).statuses[0]?.conversation).toBeUndefined();
  });
});

describe("other events", () => {
  test("errors of the account", () => {
    const error = { code: 130429, title: "Rate limit hit", message: "Rate limit hit" };
    expect(errorsValue(metadata, [eventErrorOf(130429)])).toMatchObject({
      messaging_product: "whatsapp",
      errors: [error],
    });
  });

  test("a template's state, with its id as a number", () => {
    expect(
      templateStatusValue({
        id: "1689556908129832",
        name: "order",
        language: "en_US",
        category: "UTILITY",
        event: "APPROVED",
      }),
    ).toEqual({
      event: "APPROVED",
      message_template_id: 1689556908129832,
      message_template_name: "order",
      message_template_language: "en_US",
      reason: "NONE",
      message_template_category: "UTILITY",
    });
  });

  test("a number's throughput", () => {
    expect(
      phoneQualityValue({ display: "+1 555-123-4567", event: "THROUGHPUT_UPGRADE", tier: "TIER_UNLIMITED" }),
    ).toEqual({
      display_phone_number: "15551234567",
      event: "THROUGHPUT_UPGRADE",
      current_limit: "TIER_UNLIMITED",
    });
  });
});
