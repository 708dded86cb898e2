import { LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useStore, useValue } from "../../state/store.ts";
import { Avatar } from "../../ui/avatar.tsx";
import cards from "../../ui/card.module.css";
import { Switch } from "../../ui/switch.tsx";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import styles from "./page.module.css";
import { PageFrame } from "./page-frame.tsx";
import { PasskeysCard } from "./passkeys-card.tsx";
import { PasswordCard } from "./password-card.tsx";

const themes = [
  ["system", Monitor],
  ["light", Sun],
  ["dark", Moon],
] as const;

function Notifications() {
  const { preferences } = useInbox();
  const { notify, notifyPreview } = useValue(preferences);
  const words = inboxWords.account;
  if (!("Notification" in window)) return null;
  const denied = Notification.permission === "denied";
  const turn = async (on: boolean): Promise<void> => {
    const granted = on && (await Notification.requestPermission()) === "granted";
    preferences.update((all) => ({ ...all, notify: granted, notifyAsked: true }));
  };
  return (
    <section className={cards.card} aria-label={words.notifications}>
      <h2>{words.notifications}</h2>
      <Switch
        label={words.notify}
        text={denied ? words.notifyDenied : words.notifyText}
        checked={notify && !denied}
        disabled={denied}
        onChange={(on) => void turn(on)}
      />
      <Switch
        label={words.preview}
        text={words.previewText}
        checked={notifyPreview}
        disabled={!notify || denied}
        onChange={(on) => preferences.update((all) => ({ ...all, notifyPreview: on }))}
      />
    </section>
  );
}

/** What belongs to the agent who is signed in: ways to sign in, appearance, notifications. */
export function AccountPage() {
  const inbox = useInbox();
  const { agent, business } = useStore(inbox.session, (session) => session);
  const { theme } = useValue(inbox.preferences);
  const words = inboxWords.account;
  return (
    <PageFrame title={words.title}>
      <section className={cards.card}>
        <div className={styles.row}>
          <Avatar account={agent.id} name={agent.name} />
          <span className={cards.words}>
            <span className={styles.name}>
              <bdi>{agent.name}</bdi>
              <span className={styles.pill}>{inboxWords.team.roles[agent.role]}</span>
            </span>
            <span className={styles.sub}>
              {agent.login} · {business.name}
            </span>
          </span>
          <button type="button" className="button" onClick={() => void inbox.signOut()}>
            <LogOut size={18} strokeWidth={1.75} aria-hidden="true" />
            {inboxWords.nav.signOut}
          </button>
        </div>
      </section>
      <PasskeysCard />
      <PasswordCard />
      <section className={cards.card} aria-label={words.theme}>
        <h2>{words.theme}</h2>
        <div className={styles.themes}>
          {themes.map(([one, Icon]) => (
            <button
              key={one}
              type="button"
              className={styles.theme}
              aria-pressed={theme === one}
              onClick={() => inbox.preferences.update((all) => ({ ...all, theme: one }))}
            >
              <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
              {words.themes[one]}
            </button>
          ))}
        </div>
      </section>
      <Notifications />
    </PageFrame>
  );
}
