import type { Conversation, SmsPeer } from "@culver/client";
import { Archive, Copy, LockOpen, Trash2 } from "lucide-react";
import { useApp } from "../app/app-context.ts";
import { changeConversation, confirmDelete, foreverMuted, mutedAlways } from "../chats/chat-actions.ts";
import { Avatar } from "../ui/avatar.tsx";
import { PersonTitle } from "../ui/person-title.tsx";
import { SmsMark } from "../ui/sms-mark.tsx";
import { usePhoneFormat } from "../ui/use-phone-format.ts";
import { words } from "../words/index.ts";
import { DetailsFrame } from "./details-frame.tsx";
import styles from "./details-pane.module.css";
import { MuteAction } from "./mute-action.tsx";
import { NameField } from "./name-field.tsx";

export interface PhoneDetailsProps {
  readonly conversation: Conversation;
  readonly sms: SmsPeer;
}

/** About the phone of a chat: its number, what name it has here, and what SMS means. */
export function PhoneDetails({ conversation, sms }: PhoneDetailsProps) {
  const app = useApp();
  const format = usePhoneFormat();
  const silenced = conversation.archived && mutedAlways(conversation.mutedUntil ?? 0);
  const copy = (): void => {
    navigator.clipboard.writeText(sms.number).then(
      () => app.toasts.show(words.message.copied),
      () => app.toasts.show(words.message.acted, { danger: true }),
    );
  };
  return (
    <DetailsFrame>
      <section className={styles.person}>
        <Avatar account={conversation.id} name={conversation.title} size="large" />
        <h3 className={styles.name}>
          <bdi>
            <PersonTitle title={conversation.title} />
          </bdi>
          <SmsMark />
        </h3>
        {sms.name !== undefined && (
          <p className={styles.number} dir="ltr">
            {format(sms.number)}
          </p>
        )}
      </section>
      <section className={styles.card}>
        <NameField
          key={sms.name ?? ""}
          label={words.sms.name}
          hint={words.sms.nameHint}
          given={sms.name}
          placeholder={format(sms.number)}
          onName={(name) => app.client.setSmsName(conversation.id, name)}
        />
        <div>
          <p className="label">{words.sms.from}</p>
          <p className={styles.figures} dir={sms.from === undefined ? undefined : "ltr"}>
            {sms.from === undefined ? words.sms.fromUnknown : format(sms.from)}
          </p>
          <p className="hint">{words.sms.fromText}</p>
        </div>
      </section>
      <section className={`${styles.card} ${styles.sms}`} aria-label={words.sms.privacy}>
        <h4 className={styles.cardTitle}>
          <LockOpen size={18} strokeWidth={1.75} aria-hidden="true" /> {words.sms.privacy}
        </h4>
        {words.sms.privacyText.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </section>
      <section className={`${styles.card} ${styles.actions}`}>
        <button type="button" className={styles.action} onClick={copy}>
          <Copy size={20} strokeWidth={1.75} />
          <span>{words.details.copyNumber}</span>
        </button>
        <MuteAction conversation={conversation} />
        <button
          type="button"
          className={styles.action}
          disabled={silenced}
          onClick={() => changeConversation(app, conversation, { archived: true, mutedUntil: foreverMuted })}
        >
          <Archive size={20} strokeWidth={1.75} />
          <span>
            {silenced ? words.sms.silenced : words.sms.silence}
            {!silenced && <span className={styles.sub}>{words.sms.silenceText}</span>}
          </span>
        </button>
        <button
          type="button"
          className={`${styles.action} ${styles.danger}`}
          onClick={() => confirmDelete(app, conversation)}
        >
          <Trash2 size={20} strokeWidth={1.75} />
          <span>{words.details.delete}</span>
        </button>
      </section>
    </DetailsFrame>
  );
}
