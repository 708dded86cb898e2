import { Ban, ShieldCheck, Trash2 } from "lucide-react";
import { useApp } from "../app/app-context.ts";
import { confirmDelete } from "../chats/chat-actions.ts";
import { useStore } from "../state/store.ts";
import { Avatar } from "../ui/avatar.tsx";
import { PersonTitle } from "../ui/person-title.tsx";
import { usePhoneFormat } from "../ui/use-phone-format.ts";
import { words } from "../words/index.ts";
import { DetailsFrame } from "./details-frame.tsx";
import styles from "./details-pane.module.css";
import { MuteAction } from "./mute-action.tsx";
import { NameField } from "./name-field.tsx";
import { PhoneDetails } from "./phone-details.tsx";
import { SafetyNumberCard } from "./safety-number-card.tsx";

/** About the person of a chat: who, how sure, and what can be done. */
export function DetailsPane({ conversation: id }: { readonly conversation: string }) {
  const app = useApp();
  const format = usePhoneFormat();
  const conversation = useStore(app.conversations, (state) => state.byId.get(id));
  const peer = conversation?.peer;
  if (conversation?.sms !== undefined)
    return <PhoneDetails conversation={conversation} sms={conversation.sms} />;
  if (conversation === undefined || peer === undefined) return null;
  const title = conversation.title === peer.number ? format(peer.number) : conversation.title;
  const block = (): void => {
    const change = (): void =>
      void app.client
        .block(peer.account, !peer.blocked)
        .catch(() => app.toasts.show(words.message.acted, { danger: true }));
    if (peer.blocked) change();
    else {
      app.layers.open({
        kind: "confirm",
        title: `${words.details.block(title)}?`,
        text: words.details.blockText,
        action: words.details.block(title),
        danger: true,
        run: change,
      });
    }
  };
  return (
    <DetailsFrame>
      <section className={styles.person}>
        <Avatar account={peer.account} name={conversation.title} size="large" />
        <h3 className={styles.name}>
          <bdi>
            <PersonTitle title={conversation.title} />
          </bdi>
          {peer.verified && (
            <ShieldCheck size={20} strokeWidth={1.75} role="img" aria-label={words.details.verified} />
          )}
        </h3>
        {peer.number !== conversation.title && (
          <p className={styles.number} dir="ltr">
            {peer.number === undefined ? words.details.numberUnknown : format(peer.number)}
          </p>
        )}
        {peer.name !== undefined && peer.profileName !== undefined && (
          <p className="hint">
            <bdi>{words.details.profile(peer.profileName)}</bdi>
          </p>
        )}
      </section>
      <section className={styles.card}>
        <NameField
          label={words.details.name}
          hint={words.details.nameHint}
          given={peer.name}
          placeholder={peer.profileName ?? ""}
          onName={(name) => app.client.setContactName(peer.account, name)}
        />
      </section>
      <SafetyNumberCard contact={peer} title={title} />
      <section className={`${styles.card} ${styles.actions}`}>
        <MuteAction conversation={conversation} />
        <button type="button" className={`${styles.action} ${styles.danger}`} onClick={block}>
          <Ban size={20} strokeWidth={1.75} />
          <bdi>{peer.blocked ? words.details.unblock(title) : words.details.block(title)}</bdi>
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
