import type { FileView, ThreadView } from "@culver/business/inbox-api";
import type { Layer } from "../../ui/layers.ts";

/** What may lie above the inbox's page, one at a time. */
export type InboxLayer =
  | Extract<Layer, { readonly kind: "menu" | "confirm" | "emoji" | "keyboard" }>
  | { readonly kind: "begin" }
  | { readonly kind: "buttons"; readonly thread: ThreadView }
  | { readonly kind: "template"; readonly thread: ThreadView }
  | { readonly kind: "invite" }
  | { readonly kind: "link"; readonly name: string; readonly link: string }
  | { readonly kind: "rename"; readonly agent: string; readonly name: string }
  | { readonly kind: "picture"; readonly file: FileView; readonly text: string };
