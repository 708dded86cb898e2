import type { ItemView } from "@culver/business/inbox-api";
import { Ban, MousePointerClick, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import bubble from "../../conversation/bubble.module.css";
import { Markup } from "../../conversation/markup.tsx";
import { textDirection } from "../../lib/direction.ts";
import { usePhoneFormat } from "../../ui/use-phone-format.ts";
import { inboxWords } from "../../words/inbox.ts";
import type { LocalItem } from "../state/timeline.ts";
import { FileBody } from "./file-body.tsx";
import { InteractiveBody } from "./interactive-body.tsx";
import styles from "./item-body.module.css";
import { ItemMeta } from "./item-meta.tsx";
import { PlaceBody } from "./place-body.tsx";

interface BodyProps {
  readonly item: ItemView;
  readonly local: LocalItem | undefined;
}

/** Text with room for the time in its last line. */
function TextBody({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  const against = textDirection(text) !== document.documentElement.dir;
  return (
    <div className={bubble.text} dir="auto">
      <Markup text={text} />
      {against ? <span className={bubble.metaLine}>{children}</span> : children}
    </div>
  );
}

function Contacts({
  contacts,
}: {
  readonly contacts: Extract<ItemView["body"], { kind: "contacts" }>["contacts"];
}) {
  const format = usePhoneFormat();
  return (
    <ul className={styles.contacts}>
      {contacts.map((contact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cards have no ids and never move.
        <li key={index} className={styles.contact}>
          <span className={styles.icon}>
            <UserRound size={20} strokeWidth={1.75} aria-hidden="true" />
          </span>
          <span>
            <bdi className={styles.strong}>{contact.name}</bdi>
            {contact.phones.map((phone) => (
              <a key={phone} href={`tel:${phone}`} dir="ltr" tabIndex={-1}>
                {format(phone)}
              </a>
            ))}
            {contact.emails.map((email) => (
              <a key={email} href={`mailto:${email}`} dir="ltr" tabIndex={-1}>
                {email}
              </a>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What a message says, whatever its kind. */
export function ItemBodyView({ item, local }: BodyProps) {
  const { body } = item;
  const ghost = <ItemMeta item={item} local={local} ghost />;
  switch (body.kind) {
    case "text":
    case "note":
      return <TextBody text={body.text}>{ghost}</TextBody>;
    case "file":
      return <FileBody body={body} local={local} ghost={ghost} />;
    case "location":
      return <PlaceBody body={body} ghost={ghost} />;
    case "contacts":
      return (
        <>
          <Contacts contacts={body.contacts} />
          <span className={bubble.metaLine} />
        </>
      );
    case "interactive":
      return <InteractiveBody body={body} ghost={ghost} />;
    case "choice": {
      const described = (body.choice.description ?? "") !== "";
      return (
        <div className={styles.choice}>
          <span className={styles.chose}>
            <MousePointerClick size={14} strokeWidth={2} aria-hidden="true" />
            {inboxWords.thread.chose}
          </span>
          <span dir="auto" className={styles.strong}>
            {body.choice.title}
            {described ? undefined : ghost}
          </span>
          {described && (
            <span className={bubble.text} dir="auto">
              <span className={styles.sub}>{body.choice.description}</span>
              {ghost}
            </span>
          )}
        </div>
      );
    }
    case "deleted":
      return (
        <div className={`${bubble.text} ${bubble.quiet}`}>
          <Ban size={15} strokeWidth={1.75} aria-hidden="true" /> {inboxWords.thread.deleted}
          {ghost}
        </div>
      );
    case "unsupported":
      return (
        <div className={`${bubble.text} ${bubble.quiet}`}>
          {body.text}
          {ghost}
        </div>
      );
    case "event":
      return null;
  }
}
