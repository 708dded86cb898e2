import { lazy, Suspense } from "react";
import { useApp } from "../app/app-context.ts";
import { useValue } from "../state/store.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { Menu } from "./menu.tsx";

const EmojiPicker = lazy(async () => ({
  default: (await import("../composer/emoji-picker.tsx")).EmojiPicker,
}));
const MessageInfoDialog = lazy(async () => ({
  default: (await import("../conversation/message-info-dialog.tsx")).MessageInfoDialog,
}));
const ForwardDialog = lazy(async () => ({
  default: (await import("../conversation/forward-dialog.tsx")).ForwardDialog,
}));
const AttachDialog = lazy(async () => ({
  default: (await import("../attachments/attach-dialog.tsx")).AttachDialog,
}));
const Viewer = lazy(async () => ({ default: (await import("../attachments/viewer.tsx")).Viewer }));
const KeyboardDialog = lazy(async () => ({
  default: (await import("../settings/keyboard-dialog.tsx")).KeyboardDialog,
}));
const ScanDialog = lazy(async () => ({ default: (await import("../details/scan-dialog.tsx")).ScanDialog }));

const ListSheet = lazy(async () => ({
  default: (await import("../interactive/list-sheet.tsx")).ListSheet,
}));
const SharePlaceDialog = lazy(async () => ({
  default: (await import("../interactive/share-place-dialog.tsx")).SharePlaceDialog,
}));
const ContactDialog = lazy(async () => ({
  default: (await import("../cards/contact-dialog.tsx")).ContactDialog,
}));

/** Shows the layer that is open. */
export function LayerHost() {
  const { layers, preferences } = useApp();
  const layer = useValue(layers);
  const close = layers.close;
  if (layer === undefined) return null;
  switch (layer.kind) {
    case "menu":
      return <Menu key={layer.label} {...layer} onClose={close} />;
    case "confirm":
      return <ConfirmDialog {...layer} onClose={close} />;
    default:
      return (
        <Suspense fallback={null}>
          {layer.kind === "emoji" && <EmojiPicker {...layer} preferences={preferences} onClose={close} />}
          {layer.kind === "info" && <MessageInfoDialog {...layer} onClose={close} />}
          {layer.kind === "forward" && <ForwardDialog {...layer} onClose={close} />}
          {layer.kind === "attach" && <AttachDialog {...layer} onClose={close} />}
          {layer.kind === "viewer" && <Viewer {...layer} onClose={close} />}
          {layer.kind === "list" && <ListSheet {...layer} onClose={close} />}
          {layer.kind === "share-place" && <SharePlaceDialog {...layer} onClose={close} />}
          {layer.kind === "card" && <ContactDialog {...layer} onClose={close} />}
          {layer.kind === "keyboard" && <KeyboardDialog onClose={close} />}
          {layer.kind === "scan" && <ScanDialog {...layer} onClose={close} />}
        </Suspense>
      );
  }
}
