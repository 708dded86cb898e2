import type { AttachmentKind } from "@culver/client";
import { AudioLines, FileText, Image, type LucideIcon, Video } from "lucide-react";

export const kindIcons: Readonly<Record<AttachmentKind, LucideIcon>> = {
  image: Image,
  video: Video,
  audio: AudioLines,
  document: FileText,
};
