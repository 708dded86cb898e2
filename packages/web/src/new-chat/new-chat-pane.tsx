import type { Contact } from "@culver/client";
import { useState } from "react";
import { useApp } from "../app/app-context.ts";
import { PaneHeader } from "../shell/pane-header.tsx";
import { contactName } from "../state/contacts.ts";
import { useValue } from "../state/store.ts";
import { words } from "../words/index.ts";
import { ContactRow } from "./contact-row.tsx";
import { FindByNumber } from "./find-by-number.tsx";
import styles from "./new-chat.module.css";
import { PhoneRow } from "./phone-row.tsx";

/** Finds a person by number, or among those known. */
export function NewChatPane() {
  const app = useApp();
  const contacts = useValue(app.contacts);
  const self = useValue(app.self);
  const { order } = useValue(app.conversations);
  const [typed, setTyped] = useState("");
  const wanted = typed.trim().toLowerCase();
  const asDigits = wanted.replace(/[^\d]/gu, "").replace(/^0+/u, "");
  const shown = [...contacts.values()]
    .filter(({ account, blocked }) => account !== self?.account && !blocked)
    .filter((contact) => {
      const name = contactName(contact, "").toLowerCase();
      return (
        wanted === "" ||
        name.includes(wanted) ||
        (asDigits.length > 2 && (contact.number ?? "").includes(asDigits))
      );
    })
    .sort((a, b) => contactName(a, "").localeCompare(contactName(b, "")));

  const phones = order.filter(
    ({ sms }) =>
      sms?.name !== undefined &&
      (wanted === "" ||
        sms.name.toLowerCase().includes(wanted) ||
        (asDigits.length > 2 && sms.number.includes(asDigits))),
  );

  const open = async (contact: Contact): Promise<void> => {
    const conversation = await app.client.openConversation(contact.account);
    app.conversations.put(conversation);
    app.router.go({ view: "chat", conversation: conversation.id });
  };
  return (
    <>
      <PaneHeader title={words.newChat.title} />
      <FindByNumber typed={typed} onTyped={setTyped} onOpen={(contact) => void open(contact)} />
      <h2 className={styles.heading}>{words.newChat.contacts}</h2>
      {shown.length === 0 && phones.length === 0 && (
        <p className={`hint ${styles.none}`}>
          {wanted === "" ? words.newChat.noContacts : words.newChat.noMatch}
        </p>
      )}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list without markers. */}
      <ul role="list" className={styles.list}>
        {shown.map((contact) => (
          <li key={contact.account}>
            <ContactRow contact={contact} onOpen={() => void open(contact)} />
          </li>
        ))}
        {phones.map((conversation) => (
          <li key={conversation.id}>
            <PhoneRow conversation={conversation} />
          </li>
        ))}
      </ul>
    </>
  );
}
