import type { Conversation } from "@culver/client";
import { Camera, FileText, Images, MapPin, Paperclip } from "lucide-react";
import { useApp } from "../app/app-context.ts";
import { IconButton } from "../ui/icon-button.tsx";
import type { MenuItem } from "../ui/layers.ts";
import { words } from "../words/index.ts";
import { offerFiles } from "./offer-files.ts";
import { type PickOptions, pickFiles } from "./pick-files.ts";

/** Opens the choice of what to attach. */
export function AttachButton({ conversation }: { readonly conversation: Conversation }) {
  const app = useApp();
  const pick = (options?: PickOptions) => () =>
    void pickFiles(options).then((files) => offerFiles(app, conversation, files));
  const items: MenuItem[] = [
    {
      key: "media",
      label: words.attachment.media,
      icon: Images,
      run: pick({ accept: "image/*,video/*" }),
    },
    { key: "document", label: words.attachment.document, icon: FileText, run: pick() },
  ];
  if (conversation.sms === undefined)
    items.push({
      key: "place",
      label: words.place.title,
      icon: MapPin,
      keepsOpen: true,
      run: () => app.layers.open({ kind: "share-place", conversation: conversation.id }),
    });
  // Elsewhere a browser opens the same dialog of files for it.
  if (matchMedia("(pointer: coarse)").matches)
    items.splice(1, 0, {
      key: "camera",
      label: words.attachment.camera,
      icon: Camera,
      run: pick({ accept: "image/*", camera: true }),
    });
  return (
    <IconButton
      icon={Paperclip}
      label={words.attachment.attach}
      data-attach=""
      aria-haspopup="menu"
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        app.layers.open({
          kind: "menu",
          label: words.attachment.attach,
          place: { x: box.left - 60, y: box.top - 8 },
          items,
        });
      }}
    />
  );
}
