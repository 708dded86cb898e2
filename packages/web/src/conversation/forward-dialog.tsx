import type { Message } from "@culver/client";
import { useState } from "react";
import { useApp } from "../app/app-context.ts";
import { SearchField } from "../chats/search-field.tsx";
import { isSmsChat } from "../lib/sms.ts";
import { useValue } from "../state/store.ts";
import { Avatar } from "../ui/avatar.tsx";
import dialogStyles from "../ui/dialog.module.css";
import { Dialog } from "../ui/dialog.tsx";
import { PersonTitle } from "../ui/person-title.tsx";
import { SmsMark } from "../ui/sms-mark.tsx";
import { words } from "../words/index.ts";
import { sendForwarded } from "./forward.ts";
import styles from "./forward-dialog.module.css";

/** To how many chats at once: a message to all is no longer one between people. */
const mostChats = 5;

/** Chooses the chats that messages are passed on to. */
export function ForwardDialog({
  messages,
  onClose,
}: {
  readonly messages: readonly Message[];
  readonly onClose: () => void;
}) {
  const app = useApp();
  const { order } = useValue(app.conversations);
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const wanted = typed.trim().toLowerCase();
  const shown = order.filter(
    ({ title, peer, sms }) =>
      peer?.blocked !== true &&
      sms?.optedOut !== true &&
      (title.toLowerCase().includes(wanted) || (peer?.number ?? "").includes(wanted.replace(/[\s-]/gu, ""))),
  );
  const toggle = (id: string): void =>
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const submit = (): void => {
    onClose();
    app.selection.end();
    void sendForwarded(app, messages, chosen);
  };
  return (
    <Dialog title={words.forward.title(messages.length)} onClose={onClose}>
      <SearchField autoFocus value={typed} label={words.chats.search} onChange={setTyped} />
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list without markers. */}
      <ul role="list" className={styles.list} aria-label={words.chats.list}>
        {shown.slice(0, 100).map(({ id, title, peer, sms }) => (
          <li key={id}>
            <label className={styles.row}>
              <Avatar account={peer?.account ?? id} name={title} size="small" />
              <bdi className={styles.name}>
                <PersonTitle title={title} />
              </bdi>
              {sms !== undefined && <SmsMark />}
              <input
                type="checkbox"
                className={styles.check}
                checked={chosen.includes(id)}
                disabled={chosen.length >= mostChats && !chosen.includes(id)}
                onChange={() => toggle(id)}
              />
            </label>
          </li>
        ))}
        {shown.length === 0 && <li className="hint">{words.search.none(typed)}</li>}
      </ul>
      {chosen.some(isSmsChat) && (
        <p className={styles.bySms} role="note">
          {words.forward.bySms}
        </p>
      )}
      <div className={styles.foot}>
        <span className="hint" role="status">
          {chosen.length >= mostChats ? words.forward.most(mostChats) : words.forward.chosen(chosen.length)}
        </span>
        <div className={dialogStyles.actions}>
          <button type="button" className="button" onClick={onClose}>
            {words.app.cancel}
          </button>
          <button type="button" className="button primary" disabled={chosen.length === 0} onClick={submit}>
            {words.message.forward}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
