import type { Contact, Conversation } from "@culver/client";
import { Lock } from "lucide-react";
import { useApp } from "../app/app-context.ts";
import { contactName } from "../state/contacts.ts";
import { usePersonName } from "../ui/use-person-name.ts";
import { words } from "../words/index.ts";
import styles from "./joined-banner.module.css";

/** The owner of this phone has an account now: leads to the encrypted chat, which is another one. */
export function JoinedBanner({
  conversation,
  joined,
}: {
  readonly conversation: Conversation;
  readonly joined: Contact;
}) {
  const app = useApp();
  const name = usePersonName(conversation.sms?.name ?? contactName(joined, conversation.title));
  const open = async (): Promise<void> => {
    const direct = await app.client.openConversation(joined.account);
    app.conversations.put(direct);
    app.router.go({ view: "chat", conversation: direct.id });
  };
  return (
    <div className={styles.banner} role="note">
      <Lock size={18} strokeWidth={1.75} aria-hidden="true" />
      <p>
        <strong>
          <bdi>{words.sms.joined(name)}</bdi>
        </strong>{" "}
        <span>{words.sms.joinedText}</span>
      </p>
      <button
        type="button"
        className="button primary"
        onClick={() => void open().catch(() => app.toasts.show(words.message.acted, { danger: true }))}
      >
        {words.sms.goOn}
      </button>
    </div>
  );
}
