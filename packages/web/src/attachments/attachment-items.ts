import type { Attachment, Message } from "@culver/client";
import { ArrowDownToLine, CircleX, Maximize2, Save } from "lucide-react";
import type { App } from "../app/app.ts";
import type { MenuItem } from "../ui/layers.ts";
import { words } from "../words/index.ts";
import { shownKind } from "./file-kind.ts";
import { kindWord } from "./kind-icons.ts";
import { saveFile } from "./save-file.ts";
import { ringLabel } from "./state-text.ts";
import { transferAction } from "./transfer-actions.ts";

/** What the menu of a message offers for its file. */
export function attachmentItems(app: App, message: Message, attachment: Attachment): readonly MenuItem[] {
  const { transfer, name } = attachment;
  const items: MenuItem[] = [];
  const act = transferAction(app, message, attachment);
  const moving = transfer.state === "uploading" || transfer.state === "downloading";
  const kind = shownKind(attachment);
  const here = transfer.state === "ready" || message.outgoing;
  if (here && (kind === "image" || kind === "video"))
    items.push({
      key: "open",
      label: words.attachment.open(words.attachment.kinds[kind].toLowerCase()),
      icon: Maximize2,
      run: () => app.layers.open({ kind: "viewer", message: message.id }),
    });
  // A message that was not sent has its own way to be tried again.
  if (act !== undefined && (moving || message.status !== "failed"))
    items.push({
      key: "transfer",
      label: ringLabel({ ...attachment, name: kind === "document" ? name : kindWord(attachment) }),
      icon: moving ? CircleX : ArrowDownToLine,
      run: act,
    });
  if (here || transfer.state === "remote")
    items.push({
      key: "save",
      label: words.attachment.saveLabel,
      icon: Save,
      run: () => void saveFile(app, message),
    });
  return items;
}
