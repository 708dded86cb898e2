import type { Message } from "@culver/client";
import { type IncomingContent, replyOf } from "../events/index.ts";
import type { Choice } from "../rendering/index.ts";
import { graphCard } from "./card.ts";
import { failure } from "./failure.ts";
import { type MessageRow, outgoingContent } from "./message-row.ts";
import { placeOf } from "./place.ts";

/** What a customer's message says; undefined for what is no message, or has to be fetched first. */
export function incomingContent(
  { body }: Pick<Message, "body">,
  asked: Pick<MessageRow, "content" | "direction"> | undefined,
): IncomingContent | undefined {
  switch (body.kind) {
    case "text":
      return { type: "text", body: body.text };
    case "place":
      return { type: "location", location: placeOf(body.place) };
    case "contacts":
      return { type: "contacts", contacts: body.contacts.map(graphCard) };
    case "choice":
      return replyOf(chosen(body.choice, asked));
    case "deleted":
    case "interactive":
      return { type: "unsupported", error: failure(131051) };
    case "attachment":
    case "notice":
    case "undecryptable":
      return undefined;
  }
}

/** A choice with its kind, which the message has that it answers. */
function chosen(
  { id, title, description }: { readonly id: string; readonly title: string; readonly description?: string },
  asked: Pick<MessageRow, "content" | "direction"> | undefined,
): Choice {
  const content = asked?.direction === "out" ? outgoingContent(asked) : undefined;
  const isList = content?.type === "interactive" && content.interactive.kind === "list";
  const kind = content?.type === "template" ? "quick_reply" : isList ? "row" : "button";
  return { label: "", kind, id, title, ...(description !== undefined && { description }) };
}
