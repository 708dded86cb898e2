import type { Message } from "@culver/client";
import {
  CircleSlash,
  Lock,
  LockOpen,
  MessageSquareText,
  MonitorSmartphone,
  ShieldAlert,
  ShieldCheck,
  UserRoundCheck,
} from "lucide-react";
import { useApp } from "../app/app-context.ts";
import { usePersonName } from "../ui/use-person-name.ts";
import { words } from "../words/index.ts";
import styles from "./notice-line.module.css";
import { useAuthorName } from "./use-author-name.ts";

const icons = {
  encrypted: Lock,
  "account-key-changed": ShieldAlert,
  verified: ShieldCheck,
  "device-added": MonitorSmartphone,
  sms: LockOpen,
  joined: UserRoundCheck,
  "opted-out": CircleSlash,
  "opted-in": MessageSquareText,
};

function JoinedText({ name }: { readonly name: string }) {
  return words.conversation.joined(usePersonName(name));
}

/** A line the app itself writes into a chat. */
export function NoticeLine({ message }: { readonly message: Message }) {
  const app = useApp();
  const notice = message.body.kind === "notice" ? message.body.notice : undefined;
  const name = useAuthorName(notice !== undefined && "account" in notice ? notice.account : "");
  if (notice === undefined) return null;
  const Icon = icons[notice.type];
  const texts = {
    encrypted: words.conversation.encrypted,
    "account-key-changed": words.conversation.keyChanged(name),
    verified: words.conversation.verifiedNotice(name),
    "device-added": words.conversation.deviceAdded(name),
    sms: words.conversation.sms,
    joined: <JoinedText name={name} />,
    "opted-out": words.conversation.optedOut,
    "opted-in": words.conversation.optedIn,
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: days stand between the list and its items.
    <div role="listitem" className={styles.line} data-message={message.id} tabIndex={-1}>
      <p className={styles.notice} data-type={notice.type}>
        <Icon size={14} strokeWidth={2} aria-hidden="true" /> {texts[notice.type]}
        {notice.type === "account-key-changed" && (
          <>
            {" "}
            <button
              type="button"
              className={styles.action}
              onClick={() =>
                app.router.go({ view: "chat", conversation: message.conversation, details: true })
              }
            >
              {words.conversation.keyChangedTap}
            </button>
          </>
        )}
      </p>
    </div>
  );
}
