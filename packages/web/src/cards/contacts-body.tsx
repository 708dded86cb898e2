import type { ContactCard, Message } from "@culver/client";
import { BubbleMeta } from "../conversation/bubble-meta.tsx";
import styles from "./cards-body.module.css";
import { ContactLine } from "./contact-line.tsx";

/** Cards of people, one under the other. */
export function ContactsBody({
  message,
  contacts,
}: {
  readonly message: Message;
  readonly contacts: readonly ContactCard[];
}) {
  return (
    <div className={styles.body}>
      {contacts.map((card, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the cards of a message never change.
        <ContactLine key={index} card={card} />
      ))}
      <div className={styles.room}>
        <BubbleMeta message={message} ghost />
      </div>
    </div>
  );
}
