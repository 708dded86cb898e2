import { useApp } from "../app/app-context.ts";
import cards from "../ui/card.module.css";
import { words } from "../words/index.ts";
import styles from "./section.module.css";

export function AccountSection() {
  const app = useApp();
  const leave = (deleteAccount: boolean) => (): void => {
    app.client.signOut({ deleteAccount }).then(
      () => window.location.assign("/"),
      (error: unknown) =>
        app.toasts.show(error instanceof Error ? error.message : words.message.acted, { danger: true }),
    );
  };
  const signOut = (): void =>
    app.layers.open({
      kind: "confirm",
      title: words.settings.signOutTitle,
      text: words.settings.signOutText,
      action: words.settings.signOut,
      danger: true,
      run: leave(false),
    });
  const deleteAccount = (): void =>
    app.layers.open({
      kind: "confirm",
      title: words.settings.deleteTitle,
      text: words.settings.deleteText,
      action: words.settings.deleteAccount,
      danger: true,
      typed: { label: words.settings.deleteConfirm, expected: app.self.get()?.number ?? "" },
      run: leave(true),
    });
  return (
    <>
      <div className={cards.card}>
        <h3>{words.settings.signOut}</h3>
        <p className="hint">{words.settings.signOutText}</p>
        <div className={cards.actions}>
          <button type="button" className="button" onClick={signOut}>
            {words.settings.signOut}
          </button>
        </div>
      </div>
      <div className={cards.card}>
        <h3 className={styles.dangerText}>{words.settings.deleteAccount}</h3>
        <p className="hint">{words.settings.deleteText}</p>
        <div className={cards.actions}>
          <button type="button" className="button danger" onClick={deleteAccount}>
            {words.settings.deleteAccount}
          </button>
        </div>
      </div>
    </>
  );
}
