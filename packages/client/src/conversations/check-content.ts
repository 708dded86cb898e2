import type { MessageBody, OutgoingContent } from "../api.ts";
import { ClientError } from "../errors.ts";
import { MAX_TEXT } from "../payload/payload.ts";
import { cardsOf } from "../payload/rich/contact-card.ts";
import type { Fault } from "../payload/rich/fault.ts";
import { interactiveOf } from "../payload/rich/interactive.ts";
import { placeOf } from "../payload/rich/place.ts";
import { isLonger } from "../payload/text-limits.ts";
import { encodeValue } from "../store/values.ts";

/** A server takes 64 KiB encrypted, with a quotation and padding. */
const MAX_ENCODED_BYTES = 56 * 1024;

const refuse: Fault = (code, what) => {
  throw new ClientError(code, what);
};

const invalid = () => new ClientError("invalid_content", "There is nothing in this message.");

/** Throws ClientError `empty_text`, `too_long`. */
export function checkText(text: string): void {
  if (text.trim() === "") throw new ClientError("empty_text", "The message is empty.");
  if (isLonger(text, MAX_TEXT))
    throw new ClientError("too_long", `A message has at most ${MAX_TEXT.toLocaleString("en")} characters.`);
}

/** Content without a file, as it will be shown. */
export type PlainContent = Exclude<OutgoingContent, { kind: "attachment" }>;

/**
 * What a person or program wants to send, as everybody will see it: without control characters, within the limits of
 * docs/protocol.md. `file` shows the header's file, where there may be one. Throws ClientError `empty_text`, `too_long`,
 * `invalid_content`.
 */
export function checkedBody(
  content: PlainContent,
  file: (value: unknown) => Extract<MessageBody, { kind: "attachment" }>["attachment"] | undefined,
): MessageBody {
  switch (content.kind) {
    case "text":
      checkText(content.text);
      return { kind: "text", text: content.text };
    case "place": {
      const place = placeOf(content.place, refuse);
      if (place === undefined) throw invalid();
      return { kind: "place", place };
    }
    case "contacts": {
      const contacts = cardsOf(content.contacts, refuse);
      if (contacts.length === 0) throw invalid();
      return fitting({ kind: "contacts", contacts });
    }
    case "interactive": {
      const interactive = interactiveOf({ ...content.interactive }, refuse, file);
      if (interactive === undefined) throw invalid();
      return fitting({ kind: "interactive", interactive, answered: [] });
    }
    default:
      throw invalid();
  }
}

/** Many fields of lawful length may be more than a server carries in one message. */
function fitting(body: MessageBody): MessageBody {
  if (encodeValue(body).length > MAX_ENCODED_BYTES)
    throw new ClientError("too_long", "There is too much in this message.");
  return body;
}
