import type { Contact } from "@culver/client";
import { ShieldCheck } from "lucide-react";
import { contactName } from "../state/contacts.ts";
import { Avatar } from "../ui/avatar.tsx";
import { usePhoneFormat } from "../ui/use-phone-format.ts";
import { words } from "../words/index.ts";
import styles from "./new-chat.module.css";

export function ContactRow({ contact, onOpen }: { readonly contact: Contact; readonly onOpen: () => void }) {
  const format = usePhoneFormat();
  const name = contactName(contact, words.conversation.unknown);
  return (
    <button type="button" className={styles.row} aria-label={words.newChat.open(name)} onClick={onOpen}>
      <Avatar account={contact.account} name={name} size="small" />
      <span className={styles.words}>
        <span className={styles.name}>
          <bdi>{contact.name === undefined && contact.profileName === undefined ? format(name) : name}</bdi>
          {contact.verified && (
            <ShieldCheck size={15} strokeWidth={1.75} role="img" aria-label={words.details.verified} />
          )}
        </span>
        {contact.number !== undefined && (
          <bdi className="meta" dir="ltr">
            {format(contact.number)}
          </bdi>
        )}
      </span>
    </button>
  );
}
