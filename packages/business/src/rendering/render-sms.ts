import type { Interactive, Media, MessageContent } from "../messages/content.ts";
import type { RenderedTemplate } from "../templates/rendered.ts";
import { type Choice, labelled } from "./choices.ts";
import { blocks, contactText, lines, locationText, type MediaKind, mediaText } from "./parts.ts";
import { type SmsWords, smsWords } from "./words.ts";

/** A message as a text, and what can be answered to it. */
export interface SmsRendering {
  readonly text: string;
  /** To keep with the message: see `matchReply`. Empty when there is nothing to choose. */
  readonly choices: readonly Choice[];
}

/** What the content alone does not say. */
export interface RenderingOptions {
  /** The language of the words around the content: "de", "pt_BR". Default English. */
  readonly language?: string;
  /** Where the customer's phone can open a medium. */
  readonly linkTo: (media: Media) => string;
  /** What a reaction is about, in a few words. */
  readonly quoted?: string;
}

/** What is rendered: a template comes filled. */
export type SmsContent =
  | Exclude<MessageContent, { readonly type: "template" }>
  | { readonly type: "rendered_template"; readonly template: RenderedTemplate };

/**
 * A message as SMS text (section 3: types). Nothing for a reaction that is taken back: there is no text to unsay it,
 * and each SMS is paid for.
 */
export function renderSms(content: SmsContent, options: RenderingOptions): SmsRendering | undefined {
  const words = smsWords(options.language ?? "en");
  const plain = (text: string): SmsRendering => ({ text, choices: [] });
  const media = (kind: MediaKind, held: Media) => mediaText(kind, held, options.linkTo(held), words);
  switch (content.type) {
    case "text":
      return plain(content.body);
    case "location":
      return plain(locationText(content.location));
    case "contacts":
      return plain(blocks(...content.contacts.map(contactText)));
    case "reaction":
      return content.emoji ? plain(words.reacted(content.emoji, options.quoted)) : undefined;
    case "interactive":
      return renderInteractive(content.interactive, words, media);
    case "rendered_template":
      return renderTemplate(content.template, words, media);
    default:
      return plain(media(content.type, content.media));
  }
}

type MediaWriter = (kind: MediaKind, media: Media) => string;

function renderInteractive(message: Interactive, words: SmsWords, media: MediaWriter): SmsRendering {
  const { header, body, footer } = message;
  const head = header?.kind === "text" ? header.text : header && media(header.kind, header.media);
  const frame = (action: string, choices: readonly Choice[] = []): SmsRendering => ({
    text: blocks(head, body, action, footer),
    choices,
  });
  switch (message.kind) {
    case "button": {
      const choices = labelled(message.buttons.map(({ id, title }) => ({ kind: "button", id, title })));
      return frame(lines(...choices.map((choice) => replyLine(choice, words))), choices);
    }
    case "list": {
      const rows = message.sections.flatMap((section) => section.rows);
      const choices = labelled(rows.map((row) => ({ kind: "row", ...row })));
      let next = 0;
      const sections = message.sections.map((section) => {
        const own = choices.slice(next, next + section.rows.length);
        next += section.rows.length;
        return lines(section.title, ...own.map((choice) => replyLine(choice, words)));
      });
      return frame(blocks(...sections), choices);
    }
    case "cta_url":
      return frame(`${message.displayText}: ${message.url}`);
    case "location_request_message":
      return frame(words.sendLocation);
  }
}

/** "Reply 1 for Tea (green or black)". */
function replyLine({ label, title, description }: Choice, words: SmsWords): string {
  return words.reply(label, description ? `${title} (${description})` : title);
}

function renderTemplate(template: RenderedTemplate, words: SmsWords, media: MediaWriter): SmsRendering {
  const { header, body, footer, buttons } = template;
  const head =
    header?.kind === "text"
      ? header.text
      : header?.kind === "location"
        ? locationText(header.location)
        : header && media(header.kind, header.media);
  const choices = labelled(
    buttons.flatMap((button) =>
      button.kind === "quick_reply" ? [{ kind: button.kind, id: button.payload, title: button.text }] : [],
    ),
  );
  const links = buttons.map((button) => {
    if (button.kind === "url") return `${button.text}: ${button.url}`;
    if (button.kind === "phone_number") return words.call(button.text, button.phoneNumber);
    // The body of a one-time code says it already.
    return button.kind === "copy_code" && !body.includes(button.code) ? words.code(button.code) : undefined;
  });
  return {
    text: blocks(
      head,
      body,
      lines(...links),
      lines(...choices.map((choice) => replyLine(choice, words))),
      footer,
    ),
    choices,
  };
}
