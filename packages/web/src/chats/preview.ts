import type { Message } from "@culver/client";
import { kindWord } from "../attachments/kind-icons.ts";
import { cardsLine } from "../lib/content-text.ts";
import { plainText } from "../lib/markup.ts";
import { words } from "../words/index.ts";

/** One line about a message, without marks. */
export function previewOf(message: Message): string {
  const { body } = message;
  switch (body.kind) {
    case "text":
      return plainText(body.text);
    case "attachment": {
      const { kind, name } = body.attachment;
      const what = kind === "document" ? name : kindWord(body.attachment);
      return body.text === "" ? what : plainText(body.text);
    }
    case "place": {
      const name = body.place.name ?? body.place.address ?? "";
      return name === "" ? words.place.title : words.place.named(name);
    }
    case "contacts":
      return cardsLine(body.contacts);
    case "interactive":
      return plainText(body.interactive.text);
    case "choice":
      return body.choice.title;
    case "deleted":
      return words.chats.deletedMessage;
    case "undecryptable":
      return words.chats.undecryptable;
    case "notice":
      switch (body.notice.type) {
        case "encrypted":
          return words.chats.encrypted;
        case "account-key-changed":
          return words.chats.keyChanged;
        case "verified":
          return words.chats.verified;
        case "device-added":
          return words.chats.deviceAdded;
        case "sms":
          return words.chats.sms;
        case "joined":
          return words.chats.joined;
        case "opted-out":
          return words.chats.optedOut;
        case "opted-in":
          return words.chats.optedIn;
      }
  }
}
