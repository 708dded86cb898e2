import { Ban, Bell, BellOff, ShieldCheck, Trash2, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useApp } from "../app/app-context.ts";
import { changeConversation, confirmDelete, mutedAlways, openMuteMenu } from "../chats/chat-actions.ts";
import { dayAndTime } from "../lib/format-time.ts";
import { isMuted } from "../state/conversations.ts";
import { useStore } from "../state/store.ts";
import { Avatar } from "../ui/avatar.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { PersonTitle } from "../ui/person-title.tsx";
import { usePhoneFormat } from "../ui/use-phone-format.ts";
import { words } from "../words/index.ts";
import styles from "./details-pane.module.css";
import { NameField } from "./name-field.tsx";
import { SafetyNumberCard } from "./safety-number-card.tsx";

/** About the person of a chat: who, how sure, and what can be done. */
export function DetailsPane({ conversation: id }: { readonly conversation: string }) {
  const app = useApp();
  const format = usePhoneFormat();
  const panel = useRef<HTMLDivElement>(null);
  const conversation = useStore(app.conversations, (state) => state.byId.get(id));
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  const peer = conversation?.peer;
  if (conversation === undefined || peer === undefined) return null;
  const muted = isMuted(conversation);
  const title = conversation.title === peer.number ? format(peer.number) : conversation.title;
  const until = conversation.mutedUntil ?? 0;
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
    <div ref={panel} className={styles.pane} tabIndex={-1}>
      <header className={styles.header}>
        <IconButton icon={X} label={words.app.close} onClick={app.router.up} />
        <h2 className={styles.title}>{words.details.title}</h2>
      </header>
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
        <NameField contact={peer} />
      </section>
      <SafetyNumberCard contact={peer} title={title} />
      <section className={`${styles.card} ${styles.actions}`}>
        <button
          type="button"
          className={styles.action}
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            if (muted) changeConversation(app, conversation, { mutedUntil: null });
            else openMuteMenu(app, conversation, { x: box.left + 16, y: box.bottom });
          }}
        >
          {muted ? <BellOff size={20} strokeWidth={1.75} /> : <Bell size={20} strokeWidth={1.75} />}
          <span>
            {muted ? words.chats.menu.unmute : words.details.mute}
            {muted && (
              <span className={styles.sub}>
                {mutedAlways(until)
                  ? words.details.mutedAlways
                  : words.details.mutedUntil(dayAndTime(until, Date.now()))}
              </span>
            )}
          </span>
        </button>
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
    </div>
  );
}
