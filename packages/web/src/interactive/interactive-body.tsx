import type { Message } from "@culver/client";
import { FileCard } from "../attachments/file-card.tsx";
import { shownKind } from "../attachments/file-kind.ts";
import { Picture } from "../attachments/picture.tsx";
import { Sound } from "../attachments/sound.tsx";
import { PlaceCard } from "../cards/place-card.tsx";
import { BubbleMeta } from "../conversation/bubble-meta.tsx";
import { Markup } from "../conversation/markup.tsx";
import { fileOf } from "../lib/content.ts";
import { textDirection } from "../lib/direction.ts";
import type { Asked } from "./answer.ts";
import styles from "./interactive-body.module.css";

/** What stands above the text: a line, a file or a place. */
function Header({
  message,
  interactive,
}: {
  readonly message: Message;
  readonly interactive: Asked["interactive"];
}) {
  const { header } = interactive;
  const file = fileOf(message.body);
  if (header?.kind === "text")
    return (
      <p className={styles.header} dir="auto">
        {header.text}
      </p>
    );
  if (header?.kind === "place") return <PlaceCard place={header.place} />;
  if (file === undefined) return null;
  const kind = shownKind(file);
  if (kind === "document") return <FileCard message={message} attachment={file} />;
  if (kind === "audio") return <Sound message={message} attachment={file} />;
  return <Picture message={message} attachment={file} video={kind === "video"} fills />;
}

/** A message with buttons or a list, without them: header, text, footer. */
export function InteractiveBody({ message, asked }: { readonly message: Message; readonly asked: Asked }) {
  const { interactive } = asked;
  const { text, footer } = interactive;
  const last = footer === undefined || footer === "" ? text : footer;
  const against = textDirection(last) !== document.documentElement.dir;
  const ghost = (
    <span className={against ? styles.metaLine : undefined}>
      <BubbleMeta message={message} ghost />
    </span>
  );
  return (
    <div className={styles.body}>
      <Header message={message} interactive={interactive} />
      <div className={styles.text} dir="auto">
        <Markup text={text} />
        {last === text && ghost}
      </div>
      {last !== text && (
        <div className={styles.footer} dir="auto">
          {footer}
          {ghost}
        </div>
      )}
    </div>
  );
}
