import type { Attachment, AttachmentKind, MessageBody } from "@culver/client";
import {
  AudioLines,
  FileText,
  Image,
  List,
  type LucideIcon,
  MapPin,
  Mic,
  Reply,
  Sticker,
  UserRound,
  Video,
} from "lucide-react";
import { words } from "../words/index.ts";

export const kindIcons: Readonly<Record<AttachmentKind, LucideIcon>> = {
  image: Image,
  video: Video,
  audio: AudioLines,
  document: FileText,
  sticker: Sticker,
};

/** The sign of what a message is; none for plain text. */
export function bodyIcon(body: MessageBody): LucideIcon | undefined {
  switch (body.kind) {
    case "attachment":
      return body.attachment.voice === true ? Mic : kindIcons[body.attachment.kind];
    case "place":
      return MapPin;
    case "contacts":
      return UserRound;
    case "interactive":
      return body.interactive.list === undefined ? undefined : List;
    case "choice":
      return Reply;
    default:
      return undefined;
  }
}

/** Photo, voice message: what a file is, in a word. */
export function kindWord({ kind, voice }: Pick<Attachment, "kind" | "voice">): string {
  return kind === "audio" && voice === true ? words.attachment.voice : words.attachment.kinds[kind];
}
