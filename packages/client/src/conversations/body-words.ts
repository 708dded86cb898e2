import type { ContactCard, Interactive, MessageBody, Place } from "../api.ts";
import { choicesOf } from "../payload/rich/interactive.ts";

/** What a quotation shows of a message; undefined for what cannot be quoted. */
export function previewOf(body: MessageBody): string | undefined {
  switch (body.kind) {
    case "text":
      return body.text;
    case "attachment":
      return body.text || body.attachment.name;
    case "place":
      return body.place.name ?? body.place.address ?? `${body.place.latitude}, ${body.place.longitude}`;
    case "contacts":
      return body.contacts.map(({ name }) => name).join(", ");
    case "interactive":
      return body.interactive.text;
    case "choice":
      return body.choice.title;
    default:
      return undefined;
  }
}

/** Everything in a message that a search may find. */
export function wordsOf(body: MessageBody): string {
  switch (body.kind) {
    case "text":
      return body.text;
    case "attachment":
      return `${body.text} ${body.attachment.name}`;
    case "place":
      return placeWords(body.place);
    case "contacts":
      return body.contacts.flatMap(cardWords).join(" ");
    case "interactive":
      return interactiveWords(body.interactive).join(" ");
    case "choice":
      return `${body.choice.title} ${body.choice.description ?? ""}`;
    default:
      return "";
  }
}

function placeWords({ name = "", address = "" }: Place): string {
  return `${name} ${address}`;
}

function cardWords({ name, organisation = "", phones, emails }: ContactCard): readonly string[] {
  const numbers = phones.map(({ number }) => number);
  return [name, organisation, ...numbers, ...emails.map(({ address }) => address)];
}

function interactiveWords(interactive: Interactive<unknown>): readonly string[] {
  const { header, text, footer = "", actions } = interactive;
  const above =
    header?.kind === "text" ? header.text : header?.kind === "place" ? placeWords(header.place) : "";
  const titles = actions.map((action) => (action.kind === "reply" ? "" : action.title));
  const choices = choicesOf(interactive).flatMap(({ title, description = "" }) => [title, description]);
  return [above, text, footer, ...titles, ...choices];
}
