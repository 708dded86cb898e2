import type { QuickReplyView } from "@culver/business/inbox-api";
import { Plus } from "lucide-react";
import { type FormEvent, useEffect, useId, useState } from "react";
import { useValue } from "../../state/store.ts";
import cards from "../../ui/card.module.css";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { EditOrRemove, SaveOrCancel } from "./edit-actions.tsx";
import styles from "./page.module.css";

function QuickForm({
  reply,
  onDone,
}: {
  readonly reply: QuickReplyView | undefined;
  readonly onDone: () => void;
}) {
  const { client, quickReplies, refused } = useInbox();
  const words = inboxWords.labels;
  const id = useId();
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? "");
  const [text, setText] = useState(reply?.text ?? "");
  const ready = shortcut !== "" && text.trim() !== "";
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!ready) return;
    const next = { shortcut, text: text.trim() };
    const saved: Promise<unknown> =
      reply === undefined ? client.addQuickReply(next) : client.changeQuickReply(reply.id, next);
    saved.then(() => {
      void quickReplies.refresh();
      onDone();
    }, refused);
  };
  return (
    <form className={styles.row} onSubmit={submit}>
      <div className={`${cards.words} ${styles.form}`}>
        <div className={styles.two}>
          <div className="field">
            <label htmlFor={id}>{words.shortcut}</label>
            <input
              id={id}
              className="input"
              maxLength={30}
              value={shortcut}
              autoCapitalize="none"
              aria-describedby={`${id}-hint`}
              // biome-ignore lint/a11y/noAutofocus: only where the person has just asked for this field.
              autoFocus
              onChange={(event) => setShortcut(event.target.value.replace(/[^\p{L}\p{N}_-]/gu, ""))}
            />
            <p className="hint" id={`${id}-hint`}>
              {words.shortcutHint}
            </p>
          </div>
          <div className="field">
            <label htmlFor={`${id}-text`}>{words.text}</label>
            <textarea
              id={`${id}-text`}
              className="input"
              rows={3}
              dir="auto"
              maxLength={4096}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
        </div>
        <SaveOrCancel ready={ready} onCancel={onDone} />
      </div>
    </form>
  );
}

/** The quick replies, each editable in its place. */
export function QuickRepliesCard() {
  const inbox = useInbox();
  const { value, failed } = useValue(inbox.quickReplies);
  const [editing, setEditing] = useState<string>();
  const words = inboxWords.labels;
  useEffect(() => void inbox.quickReplies.refresh(), [inbox]);
  const remove = (reply: QuickReplyView): void =>
    inbox.layers.open({
      kind: "confirm",
      title: words.deleteQuick(reply.shortcut),
      text: words.deleteQuickText,
      action: inboxWords.app.remove,
      danger: true,
      run: () => {
        inbox.client.removeQuickReply(reply.id).then(() => void inbox.quickReplies.refresh(), inbox.refused);
      },
    });
  return (
    <section className={`${cards.card} ${cards.rows}`} aria-label={words.quick}>
      <div className={styles.row}>
        <span className={cards.words}>
          <h2>{words.quick}</h2>
          <span className={styles.sub}>{words.quickText}</span>
        </span>
        <button type="button" className="button" onClick={() => setEditing("new")}>
          <Plus size={18} strokeWidth={1.75} aria-hidden="true" />
          {words.addQuick}
        </button>
      </div>
      {editing === "new" && <QuickForm reply={undefined} onDone={() => setEditing(undefined)} />}
      {failed && value === undefined && (
        <p className={`${styles.row} error-text`}>{inboxWords.app.loadFailed}</p>
      )}
      {value?.length === 0 && editing !== "new" && <p className={`${styles.row} hint`}>{words.noQuick}</p>}
      {value?.map((reply) =>
        editing === reply.id ? (
          <QuickForm key={reply.id} reply={reply} onDone={() => setEditing(undefined)} />
        ) : (
          <div key={reply.id} className={styles.row}>
            <span className={cards.words}>
              <span className={styles.name}>/{reply.shortcut}</span>
              <span className={styles.sub} dir="auto">
                {reply.text}
              </span>
            </span>
            <EditOrRemove
              name={`/${reply.shortcut}`}
              onEdit={() => setEditing(reply.id)}
              onRemove={() => remove(reply)}
            />
          </div>
        ),
      )}
    </section>
  );
}
