import type { Attachment, Message } from "@culver/client";
import { BubbleMeta } from "../conversation/bubble-meta.tsx";
import { Markup } from "../conversation/markup.tsx";
import { textDirection } from "../lib/direction.ts";
import { isSmsChat } from "../lib/sms.ts";
import styles from "./attachment-body.module.css";
import { FileCard } from "./file-card.tsx";
import { shownKind } from "./file-kind.ts";
import { LinkLine } from "./link-line.tsx";
import { Picture } from "./picture.tsx";
import { Sound } from "./sound.tsx";
import { Sticker } from "./sticker.tsx";

function Caption({ message, text }: { readonly message: Message; readonly text: string }) {
  const against = textDirection(text) !== document.documentElement.dir;
  return (
    <div className={styles.caption} dir="auto">
      <Markup text={text} />
      <span className={against ? styles.metaLine : undefined}>
        <BubbleMeta message={message} ghost />
      </span>
    </div>
  );
}

/** A file in a bubble: picture, video, sound or card, then what was written with it. */
export function AttachmentBody({
  message,
  attachment,
  text,
}: {
  readonly message: Message;
  readonly attachment: Attachment;
  readonly text: string;
}) {
  const kind = shownKind(attachment);
  return (
    <div className={styles.body} data-kind={kind}>
      {(kind === "image" || kind === "video") && (
        <Picture message={message} attachment={attachment} video={kind === "video"} />
      )}
      {kind === "sticker" && <Sticker message={message} attachment={attachment} />}
      {kind === "audio" && <Sound message={message} attachment={attachment} />}
      {kind === "document" && <FileCard message={message} attachment={attachment} />}
      {isSmsChat(message.conversation) && message.outgoing && <LinkLine message={message} />}
      {text !== "" ? (
        <Caption message={message} text={text} />
      ) : (
        ((kind !== "image" && kind !== "sticker") || isSmsChat(message.conversation)) && (
          <div className={styles.room}>
            <BubbleMeta message={message} ghost />
          </div>
        )
      )}
    </div>
  );
}
