import type { Attachment, Message } from "@culver/client";
import { type RefObject, useEffect } from "react";
import { useApp } from "../app/app-context.ts";
import { useStore } from "../state/store.ts";
import { shownKind } from "./file-kind.ts";

/** Pictures up to this size come by themselves; all else is fetched on a tap. Bytes. */
const byItself = 4_000_000;

function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}

/** Fetches a small picture when it comes into view. */
export function useAutoDownload(
  element: RefObject<HTMLElement | null>,
  message: Message,
  attachment: Attachment,
): void {
  const app = useApp();
  const online = useStore(app.connection, ({ state }) => state === "online");
  const { conversation, id } = message;
  const kind = shownKind(attachment);
  const wanted =
    online &&
    attachment.transfer.state === "remote" &&
    (kind === "image" || kind === "sticker") &&
    attachment.size <= byItself &&
    !savesData();
  useEffect(() => {
    const shown = element.current;
    if (!wanted || shown === null) return;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      // A failure shows in the message itself.
      app.client.download(conversation, id).catch(() => undefined);
    });
    observer.observe(shown);
    return () => observer.disconnect();
  }, [app, element, wanted, conversation, id]);
}
