import type { ContactCard, Interactive, InteractiveAction, Place } from "@culver/client";
import { words } from "../words/index.ts";
import type { Content } from "./content.ts";
import { plainText } from "./markup.ts";
import { coordinatesText, mapUrl } from "./place.ts";

function placeText(place: Place): string {
  return [place.name, place.address, coordinatesText(place), mapUrl(place)]
    .filter((line) => line !== undefined && line !== "")
    .join("\n");
}

function cardText(card: ContactCard): string {
  return [
    card.name,
    card.title,
    card.organisation,
    ...card.phones.map(({ number }) => number),
    ...card.emails.map(({ address }) => address),
    ...card.urls,
    ...card.addresses,
    card.birthday,
  ]
    .filter((line) => line !== undefined && line !== "")
    .join("\n");
}

function actionText(action: InteractiveAction): string | undefined {
  switch (action.kind) {
    case "url":
      return `${action.title}: ${action.url}`;
    case "call":
      return `${action.title}: ${action.number}`;
    case "copy":
      return `${action.title}: ${action.text}`;
    default:
      return undefined;
  }
}

/** What an interactive message says, with what its buttons hold that makes sense without them. */
function interactiveText(interactive: Interactive<unknown>): string {
  const { header, text, footer, actions } = interactive;
  return [
    header?.kind === "text" ? header.text : header?.kind === "place" ? placeText(header.place) : undefined,
    text,
    footer,
    ...actions.map(actionText),
  ]
    .filter((line) => line !== undefined && line !== "")
    .join("\n");
}

/** What a message says as text, for the clipboard; empty for a file without words. */
export function contentText(body: Content): string {
  switch (body.kind) {
    case "text":
    case "attachment":
      return body.text;
    case "place":
      return placeText(body.place);
    case "contacts":
      return body.contacts.map(cardText).join("\n\n");
    case "interactive":
      return interactiveText(body.interactive);
    case "choice":
      return body.choice.title;
  }
}

/** "Contact: Ann and 2 others" */
export function cardsLine(contacts: readonly ContactCard[]): string {
  const [first] = contacts;
  if (first === undefined) return words.card.title;
  return words.card.named(first.name === "" ? words.card.unnamed : first.name, contacts.length - 1);
}

/** For who listens: the words, then the titles of what can be pressed. */
export function interactiveLabel(interactive: Interactive<unknown>): string {
  const { header, text, footer, actions, list } = interactive;
  const titles = actions.map((action) => (action.kind === "reply" ? action.choice.title : action.title));
  return [
    header?.kind === "text" ? plainText(header.text) : undefined,
    plainText(text),
    footer,
    ...titles.map((title) => words.interactive.button(title)),
    list === undefined ? undefined : words.interactive.button(list.button),
  ]
    .filter((part) => part !== undefined && part !== "")
    .join(", ");
}
