import type { ItemBody } from "@culver/business/inbox-api";
import { inboxWords } from "../../words/inbox.ts";

const shapes = {
  image: "Picture",
  video: "Video",
  audio: "Sound",
  document: "File",
  sticker: "Sticker",
} as const;

/** A message in one line. */
export function bodyPreview(body: ItemBody): string {
  switch (body.kind) {
    case "file":
      if (body.text !== "") return body.text;
      if (body.isVoice) return inboxWords.thread.voice;
      return body.shape === "document" ? (body.file.name ?? shapes.document) : shapes[body.shape];
    case "location":
      return body.name ?? inboxWords.thread.location;
    case "contacts":
      return body.contacts.map(({ name }) => name).join(", ");
    case "choice":
      return body.choice.title;
    case "deleted":
      return inboxWords.thread.deleted;
    default:
      return body.text;
  }
}
