import type {
  OutgoingContent as ClientContent,
  Interactive as ClientInteractive,
  InteractiveAction,
  OutgoingAttachment,
} from "@culver/client";
import type { Interactive, Media } from "../messages/index.ts";
import type { OutgoingContent } from "../model/index.ts";
import type { RenderedTemplate } from "../templates/index.ts";

import { clientCard } from "./card.ts";
import { placeOf } from "./place.ts";

type RenderedButton = RenderedTemplate["buttons"][number];

export type FileKind = "image" | "video" | "audio" | "document" | "sticker";

/** The file that goes with a message, if any. */
export function fileOf(
  content: OutgoingContent,
): { readonly media: Media; readonly kind: FileKind } | undefined {
  switch (content.type) {
    case "image":
    case "video":
    case "audio":
    case "document":
    case "sticker":
      return { media: content.media, kind: content.type };
    case "interactive":
    case "template": {
      const header = content.type === "template" ? content.rendered.header : content.interactive.header;
      return header !== undefined && "media" in header
        ? { media: header.media, kind: header.kind }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** What a device sends for a message; undefined for a reaction, which is about another. `file`: of `fileOf`. */
export function clientContent(
  content: OutgoingContent,
  file: OutgoingAttachment | undefined,
): ClientContent | undefined {
  switch (content.type) {
    case "text":
      return { kind: "text", text: content.body };
    case "location":
      return { kind: "place", place: placeOf(content.location) };
    case "contacts":
      return { kind: "contacts", contacts: content.contacts.map(clientCard) };
    case "interactive":
      return { kind: "interactive", interactive: interactiveOf(content.interactive, file) };
    case "template":
      return templateOf(content.rendered, file);
    case "reaction":
      return undefined;
    default:
      return file && { kind: "attachment", attachment: file };
  }
}

type Header = ClientInteractive<OutgoingAttachment>["header"];

function interactiveOf(
  message: Interactive,
  file: OutgoingAttachment | undefined,
): ClientInteractive<OutgoingAttachment> {
  const { header, body, footer } = message;
  const head: Header = header?.kind === "text" ? header : file && { kind: "attachment", attachment: file };
  const frame = { ...(head && { header: head }), text: body, ...(footer && { footer }) };
  switch (message.kind) {
    case "button":
      return {
        ...frame,
        actions: message.buttons.map(({ id, title }) => ({ kind: "reply", choice: { id, title } })),
      };
    case "list":
      return {
        ...frame,
        actions: [],
        list: {
          button: message.button,
          sections: message.sections.map(({ title, rows }) => ({
            ...(title && { title }),
            rows: rows.map(({ id, title: row, description }) => ({
              id,
              title: row,
              ...(description && { description }),
            })),
          })),
        },
      };
    case "cta_url":
      return { ...frame, actions: [{ kind: "url", title: message.displayText, url: message.url }] };
    case "location_request_message":
      return { ...frame, actions: [{ kind: "share-place", title: "Send location" }] };
  }
}

function templateOf(template: RenderedTemplate, file: OutgoingAttachment | undefined): ClientContent {
  const { header, body, footer, buttons } = template;
  if (header === undefined && footer === undefined && buttons.length === 0)
    return { kind: "text", text: body };
  const head: Header =
    header?.kind === "text"
      ? header
      : header?.kind === "location"
        ? { kind: "place", place: placeOf(header.location) }
        : file && { kind: "attachment", attachment: file };
  const actions = buttons.map(actionOf);
  const interactive = { ...(head && { header: head }), text: body, ...(footer && { footer }), actions };
  return { kind: "interactive", interactive };
}

function actionOf(button: RenderedButton): InteractiveAction {
  switch (button.kind) {
    case "quick_reply":
      return { kind: "reply", choice: { id: button.payload, title: button.text } };
    case "url":
      return { kind: "url", title: button.text, url: button.url };
    case "phone_number":
      return { kind: "call", title: button.text, number: button.phoneNumber };
    case "copy_code":
      return { kind: "copy", title: button.text, text: button.code };
  }
}
