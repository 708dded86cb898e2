import type { Conversation } from "@culver/client";
import { useApp } from "../app/app-context.ts";
import { Avatar } from "../ui/avatar.tsx";
import { SmsMark } from "../ui/sms-mark.tsx";
import { usePhoneFormat } from "../ui/use-phone-format.ts";
import { words } from "../words/index.ts";
import styles from "./new-chat.module.css";

/** A phone that has been given a name, among the people one knows. */
export function PhoneRow({ conversation }: { readonly conversation: Conversation }) {
  const app = useApp();
  const format = usePhoneFormat();
  const { id, title, sms } = conversation;
  return (
    <button
      type="button"
      className={styles.row}
      aria-label={`${words.newChat.open(title)}, ${words.sms.label}`}
      onClick={() => app.router.go({ view: "chat", conversation: id })}
    >
      <Avatar account={id} name={title} size="small" />
      <span className={styles.words}>
        <span className={styles.name}>
          <bdi>{title}</bdi>
          <SmsMark />
        </span>
        <bdi className="meta" dir="ltr">
          {format(sms?.number ?? "")}
        </bdi>
      </span>
    </button>
  );
}
