import type { LabelView } from "@culver/business/inbox-api";
import { Plus } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { useStore } from "../../state/store.ts";
import cards from "../../ui/card.module.css";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { LabelChip } from "../list/label-chip.tsx";
import { EditOrRemove, SaveOrCancel } from "./edit-actions.tsx";
import styles from "./page.module.css";

const tints = [0, 1, 2, 3, 4, 5, 6, 7] as const;

function LabelForm({
  label,
  onDone,
}: {
  readonly label: LabelView | undefined;
  readonly onDone: () => void;
}) {
  const { client, session, refused } = useInbox();
  const words = inboxWords.labels;
  const id = useId();
  const [name, setName] = useState(label?.name ?? "");
  const [tint, setTint] = useState(label?.tint ?? 0);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const next = { name: name.trim(), tint };
    if (next.name === "") return;
    const saved =
      label === undefined
        ? client.addLabel(next)
        : client.changeLabel(label.id, next).then(() => ({ ...next, id: label.id }));
    saved.then((kept) => {
      session.update((now) => ({
        ...now,
        labels: now.labels.some((one) => one.id === kept.id)
          ? now.labels.map((one) => (one.id === kept.id ? kept : one))
          : [...now.labels, kept],
      }));
      onDone();
    }, refused);
  };
  return (
    <form className={`${styles.form} ${styles.row}`} onSubmit={submit}>
      <div className={cards.words}>
        <div className={styles.form}>
          <div className="field">
            <label htmlFor={id}>{words.labelName}</label>
            <input
              id={id}
              className="input"
              dir="auto"
              maxLength={40}
              value={name}
              // biome-ignore lint/a11y/noAutofocus: only where the person has just asked for this field.
              autoFocus
              onChange={(event) => setName(event.target.value)}
            />
          </div>
          <fieldset className={styles.tints}>
            <legend className="visually-hidden">{words.tint}</legend>
            {tints.map((one) => (
              <button
                key={one}
                type="button"
                className={styles.tint}
                data-tint={one}
                aria-label={words.tintName(one)}
                aria-pressed={one === tint}
                onClick={() => setTint(one)}
              />
            ))}
          </fieldset>
          <SaveOrCancel ready={name.trim() !== ""} onCancel={onDone} />
        </div>
      </div>
    </form>
  );
}

/** The labels, each editable in its place. */
export function LabelsCard() {
  const inbox = useInbox();
  const labels = useStore(inbox.session, (session) => session.labels);
  const [editing, setEditing] = useState<string>();
  const words = inboxWords.labels;
  const remove = (label: LabelView): void =>
    inbox.layers.open({
      kind: "confirm",
      title: words.deleteLabel(label.name),
      text: words.deleteLabelText,
      action: inboxWords.app.remove,
      danger: true,
      run: () => {
        inbox.client.removeLabel(label.id).then(
          () =>
            inbox.session.update((now) => ({
              ...now,
              labels: now.labels.filter(({ id }) => id !== label.id),
            })),
          inbox.refused,
        );
      },
    });
  return (
    <section className={`${cards.card} ${cards.rows}`} aria-label={words.labels}>
      <div className={styles.row}>
        <span className={cards.words}>
          <h2>{words.labels}</h2>
          <span className={styles.sub}>{words.labelsText}</span>
        </span>
        <button type="button" className="button" onClick={() => setEditing("new")}>
          <Plus size={18} strokeWidth={1.75} aria-hidden="true" />
          {words.addLabel}
        </button>
      </div>
      {editing === "new" && <LabelForm label={undefined} onDone={() => setEditing(undefined)} />}
      {labels.length === 0 && editing !== "new" && <p className={`${styles.row} hint`}>{words.noLabels}</p>}
      {labels.map((label) =>
        editing === label.id ? (
          <LabelForm key={label.id} label={label} onDone={() => setEditing(undefined)} />
        ) : (
          <div key={label.id} className={styles.row}>
            <span className={cards.words}>
              <span className={styles.name}>
                <LabelChip label={label} />
              </span>
            </span>
            <EditOrRemove
              name={label.name}
              onEdit={() => setEditing(label.id)}
              onRemove={() => remove(label)}
            />
          </div>
        ),
      )}
    </section>
  );
}
