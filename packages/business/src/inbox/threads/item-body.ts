import type { FileView, ItemBody } from "../../inbox-api.ts";
import type { ContactCard, Interactive, Media } from "../../messages/index.ts";
import type { OutgoingContent, StoredMedia, StoredMessage } from "../../model/index.ts";
import type { RenderedButton, RenderedTemplate } from "../../templates/index.ts";

/** What is known of files, by their ids. */
export type FilesOf = (id: string) => StoredMedia | undefined;

type Buttons = Extract<ItemBody, { kind: "interactive" }>["buttons"];
type Header = Extract<ItemBody, { kind: "interactive" }>["header"];

const FILES = "/business/api/files";

/** What a message shows. @param fileOf what is known of its files already */
export function bodyOf(message: StoredMessage, fileOf: FilesOf): ItemBody {
  if (message.direction === "out") return outgoingBody(message.content, message.id, fileOf);
  if (message.isRevoked) return { kind: "deleted" };
  const { content } = message;
  switch (content.type) {
    case "text":
    case "user_changed_number":
      return { kind: "text", text: content.body };
    case "location":
      return placeBody(content.location);
    case "contacts":
      return contactsBody(content.contacts);
    case "button_reply":
    case "list_reply":
      return choiceBody(
        content.id,
        content.title,
        "description" in content ? content.description : undefined,
      );
    case "button":
      return choiceBody(content.payload, content.text, undefined);
    case "reaction":
      return { kind: "text", text: content.emoji ?? "" };
    case "unsupported":
      return { kind: "unsupported", text: "The customer sent something that cannot be shown here." };
    default: {
      const { id, mime_type: type, caption, filename, voice } = content.media;
      const known = fileOf(id);
      const name = filename ?? known?.filename;
      const file: FileView = { url: `${FILES}/${id}`, type, size: known?.size ?? 0, name };
      return { kind: "file", shape: content.type, file, text: caption ?? "", isVoice: voice ?? false };
    }
  }
}

function outgoingBody(content: OutgoingContent, message: string, fileOf: FilesOf): ItemBody {
  switch (content.type) {
    case "text":
      return { kind: "text", text: content.body };
    case "reaction":
      return { kind: "text", text: content.emoji ?? "" };
    case "location":
      return placeBody(content.location);
    case "contacts":
      return contactsBody(content.contacts);
    case "interactive":
      return interactiveBody(content.interactive, message, fileOf);
    case "template":
      return templateBody(content.rendered, message, fileOf);
    default: {
      const { media, type } = content;
      const file = fileOfMedia(media, message, fileOf);
      return { kind: "file", shape: type, file, text: media.caption ?? "", isVoice: media.voice ?? false };
    }
  }
}

/** A medium of the business's own message; one that was given by a link is fetched when it is looked at. */
function fileOfMedia({ source, filename }: Media, message: string, fileOf: FilesOf): FileView {
  if (source.kind === "link") {
    const url = `${FILES}/linked?message=${encodeURIComponent(message)}`;
    return { url, type: "application/octet-stream", size: 0, name: filename };
  }
  const known = fileOf(source.id);
  const { type = "application/octet-stream", size = 0 } = known ?? {};
  return { url: `${FILES}/${source.id}`, type, size, name: filename ?? known?.filename };
}

const placeBody = (place: {
  readonly latitude: number;
  readonly longitude: number;
  readonly name?: string | undefined;
  readonly address?: string | undefined;
}): ItemBody => ({
  ...{ kind: "location", latitude: place.latitude, longitude: place.longitude },
  ...(place.name !== undefined && { name: place.name }),
  ...(place.address !== undefined && { address: place.address }),
});

const contactsBody = (cards: readonly ContactCard[]): ItemBody => ({
  kind: "contacts",
  contacts: cards.map(({ name, phones = [], emails = [] }) => ({
    name: name.formatted_name,
    phones: phones.flatMap(({ phone }) => phone ?? []),
    emails: emails.flatMap(({ email }) => email ?? []),
  })),
});

const choiceBody = (id: string, title: string, description: string | undefined): ItemBody => ({
  kind: "choice",
  choice: { id, title, description },
});

function interactiveBody(interactive: Interactive, message: string, fileOf: FilesOf): ItemBody {
  const { header, body, footer } = interactive;
  const shown: Header =
    header === undefined || header.kind === "text"
      ? header && { text: header.text }
      : { file: fileOfMedia(header.media, message, fileOf), shape: header.kind };
  const frame = { kind: "interactive", header: shown, text: body, footer } as const;
  switch (interactive.kind) {
    case "button":
      return {
        ...frame,
        buttons: interactive.buttons.map(({ id, title }) => ({ kind: "reply", title, value: id })),
      };
    case "cta_url":
      return { ...frame, buttons: [{ kind: "url", title: interactive.displayText, value: interactive.url }] };
    case "location_request_message":
      return { ...frame, buttons: [{ kind: "location", title: "Send location" }] };
    case "list": {
      const sections = interactive.sections.map(({ title, rows }) => ({
        ...(title !== undefined && { title }),
        rows: rows.map(({ id, title: name, description }) => ({ id, title: name, description })),
      }));
      return { ...frame, buttons: [], list: { button: interactive.button, sections } };
    }
  }
}

function templateBody(rendered: RenderedTemplate, message: string, fileOf: FilesOf): ItemBody {
  const { header, body, footer, buttons, name } = rendered;
  const shown: Header =
    header === undefined
      ? undefined
      : header.kind === "text"
        ? { text: header.text }
        : header.kind === "location"
          ? { text: header.location.name ?? `${header.location.latitude}, ${header.location.longitude}` }
          : { file: fileOfMedia(header.media, message, fileOf), shape: header.kind };
  return {
    kind: "interactive",
    header: shown,
    text: body,
    footer,
    buttons: buttons.map(buttonView),
    template: name,
  };
}

function buttonView(button: RenderedButton): Buttons[number] {
  const title = button.text;
  switch (button.kind) {
    case "quick_reply":
      return { kind: "reply", title, value: button.payload };
    case "url":
      return { kind: "url", title, value: button.url };
    case "phone_number":
      return { kind: "call", title, value: button.phoneNumber };
    case "copy_code":
      return { kind: "copy", title, value: button.code };
  }
}

/** The ids of the files that a message shows. */
export function filesIn(message: StoredMessage): string[] {
  const media = message.direction === "in" ? undefined : mediaIn(message.content);
  if (media) return media.source.kind === "id" ? [media.source.id] : [];
  return message.direction === "in" && "media" in message.content ? [message.content.media.id] : [];
}

/** The medium of the business's own message, its header's included. */
export function mediaIn(content: OutgoingContent): Media | undefined {
  if ("media" in content) return content.media;
  const header =
    content.type === "interactive"
      ? content.interactive.header
      : content.type === "template"
        ? content.rendered.header
        : undefined;
  return header && "media" in header ? header.media : undefined;
}
