import type { Message } from "@culver/client";
import { Ban, LockKeyhole } from "lucide-react";
import { AttachmentBody } from "../attachments/attachment-body.tsx";
import { ContactsBody } from "../cards/contacts-body.tsx";
import { PlaceBody } from "../cards/place-body.tsx";
import { ChoiceBody } from "../interactive/choice-body.tsx";
import { InteractiveBody } from "../interactive/interactive-body.tsx";
import { textDirection } from "../lib/direction.ts";
import { words } from "../words/index.ts";
import styles from "./bubble.module.css";
import { BubbleMeta } from "./bubble-meta.tsx";
import { Markup } from "./markup.tsx";

/** What a bubble says. The time stands in the last line where it fits: an invisible copy of it keeps the room. */
export function BubbleBody({ message }: { readonly message: Message }) {
  const { body } = message;
  switch (body.kind) {
    case "text": {
      const against = textDirection(body.text) !== document.documentElement.dir;
      return (
        <div className={styles.text} dir="auto">
          <Markup text={body.text} />
          {against ? (
            <span className={styles.metaLine}>
              <BubbleMeta message={message} ghost />
            </span>
          ) : (
            <BubbleMeta message={message} ghost />
          )}
        </div>
      );
    }
    case "attachment":
      return <AttachmentBody message={message} attachment={body.attachment} text={body.text} />;
    case "place":
      return <PlaceBody place={body.place} />;
    case "contacts":
      return <ContactsBody message={message} contacts={body.contacts} />;
    case "interactive":
      return <InteractiveBody message={message} asked={body} />;
    case "choice":
      return <ChoiceBody message={message} choice={body.choice} />;
    case "deleted":
      return (
        <div className={`${styles.text} ${styles.quiet}`}>
          <Ban size={15} strokeWidth={1.75} aria-hidden="true" />{" "}
          {message.outgoing ? words.conversation.deletedOwn : words.conversation.deleted}
          <BubbleMeta message={message} ghost />
        </div>
      );
    case "undecryptable":
      return (
        <div className={styles.text}>
          <span className={styles.waiting}>
            <LockKeyhole size={16} strokeWidth={1.75} aria-hidden="true" /> {words.conversation.undecryptable}
          </span>
          <span className={styles.waitingText}>{words.conversation.undecryptableText}</span>
          <BubbleMeta message={message} ghost />
        </div>
      );
    case "notice":
      return null;
  }
}
