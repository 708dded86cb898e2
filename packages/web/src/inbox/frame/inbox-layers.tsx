import { lazy, Suspense } from "react";
import { useValue } from "../../state/store.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { KeyTable } from "../../ui/key-table.tsx";
import { Menu } from "../../ui/menu.tsx";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { keyGroups } from "./keys.ts";

const EmojiPicker = lazy(async () => ({
  default: (await import("../../composer/emoji-picker.tsx")).EmojiPicker,
}));
const BeginDialog = lazy(async () => ({ default: (await import("../list/begin-dialog.tsx")).BeginDialog }));
const ButtonsDialog = lazy(async () => ({
  default: (await import("../composer/buttons-dialog.tsx")).ButtonsDialog,
}));
const TemplateDialog = lazy(async () => ({
  default: (await import("../composer/template-dialog.tsx")).TemplateDialog,
}));
const InviteDialog = lazy(async () => ({
  default: (await import("../pages/invite-dialog.tsx")).InviteDialog,
}));
const LinkDialog = lazy(async () => ({ default: (await import("../pages/link-dialog.tsx")).LinkDialog }));
const RenameDialog = lazy(async () => ({
  default: (await import("../pages/rename-dialog.tsx")).RenameDialog,
}));
const PictureDialog = lazy(async () => ({
  default: (await import("../thread/picture-dialog.tsx")).PictureDialog,
}));

/** Shows what lies above the page. */
export function InboxLayers() {
  const { layers, preferences } = useInbox();
  const layer = useValue(layers);
  const close = layers.close;
  if (layer === undefined) return null;
  switch (layer.kind) {
    case "menu":
      return <Menu key={layer.label} {...layer} onClose={close} />;
    case "confirm":
      return <ConfirmDialog {...layer} onClose={close} />;
    case "keyboard":
      return (
        <Dialog title={inboxWords.keyboard.title} wide onClose={close}>
          <KeyTable groups={keyGroups} />
        </Dialog>
      );
    default:
      return (
        <Suspense fallback={null}>
          {layer.kind === "emoji" && <EmojiPicker {...layer} preferences={preferences} onClose={close} />}
          {layer.kind === "begin" && <BeginDialog onClose={close} />}
          {layer.kind === "buttons" && <ButtonsDialog {...layer} onClose={close} />}
          {layer.kind === "template" && <TemplateDialog {...layer} onClose={close} />}
          {layer.kind === "invite" && <InviteDialog onClose={close} />}
          {layer.kind === "link" && <LinkDialog {...layer} onClose={close} />}
          {layer.kind === "rename" && <RenameDialog {...layer} onClose={close} />}
          {layer.kind === "picture" && <PictureDialog {...layer} onClose={close} />}
        </Suspense>
      );
  }
}
