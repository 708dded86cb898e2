import type { ThreadView } from "@culver/business/inbox-api";
import { FileText, Paperclip, SquareMousePointer } from "lucide-react";
import type { Place } from "../../ui/layers.ts";
import { inboxWords } from "../../words/inbox.ts";
import type { Inbox } from "../app/inbox.ts";
import { chooseFiles } from "./choose-files.ts";
import { sendFiles } from "./send.ts";

/** What can be sent besides text. */
export function openAddMenu(inbox: Inbox, thread: ThreadView, place: Place): void {
  const words = inboxWords.composer;
  inbox.layers.open({
    kind: "menu",
    label: words.add,
    place,
    items: [
      {
        key: "file",
        label: words.attach,
        icon: Paperclip,
        run: () => void chooseFiles().then((files) => sendFiles(inbox, thread, files)),
      },
      {
        key: "buttons",
        label: words.buttons,
        icon: SquareMousePointer,
        keepsOpen: true,
        run: () => inbox.layers.open({ kind: "buttons", thread }),
      },
      {
        key: "template",
        label: words.template,
        icon: FileText,
        keepsOpen: true,
        run: () => inbox.layers.open({ kind: "template", thread }),
      },
    ],
  });
}
