import type { Attachment, AttachmentKind } from "@culver/client";

/** Pictures that are drawn, never run: SVG and HTML can hold scripts, and are documents. */
const pictures = new Set(["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/bmp"]);

/** What to treat a file as, by its MIME type without parameters. */
export function fileKind(type: string): Exclude<AttachmentKind, "sticker"> {
  const plain = type.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (pictures.has(plain)) return "image";
  if (plain.startsWith("video/")) return "video";
  return plain.startsWith("audio/") ? "audio" : "document";
}

/** How an attachment is shown: as its sender says only where its type agrees. A sticker is a picture. */
export function shownKind({ kind, type }: Pick<Attachment, "kind" | "type">): AttachmentKind {
  const found = fileKind(type);
  if (kind === "sticker" && found === "image") return kind;
  return found === kind ? kind : "document";
}

/** PDF, ZIP: the end of the name, else of the type. */
export function typeLabel({ name, type }: Pick<Attachment, "name" | "type">): string {
  const ending = /\.([a-z0-9]{1,5})$/iu.exec(name)?.[1];
  return (ending ?? type.split("/").at(-1) ?? "").slice(0, 12).toUpperCase();
}
