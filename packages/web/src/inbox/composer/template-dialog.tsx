import type { TemplateView, ThreadView } from "@culver/business/inbox-api";
import { ArrowLeft, FileText } from "lucide-react";
import { type FormEvent, useEffect, useId, useState } from "react";
import { SearchField } from "../../chats/search-field.tsx";
import { useValue } from "../../state/store.ts";
import dialog from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { DialogActions } from "../frame/dialog-actions.tsx";
import { fillTemplate, isFilled } from "../lib/fill-template.ts";
import styles from "./preview.module.css";
import { Preview } from "./preview.tsx";

function variableLabel(name: string): string {
  const words = inboxWords.templates;
  const button = /^button:(\d+)$/u.exec(name)?.[1];
  return button === undefined ? words.variable(name) : words.buttonVariable(Number(button) + 1);
}

function Fill({
  template,
  thread,
  onBack,
  onClose,
}: {
  readonly template: TemplateView;
  readonly thread: ThreadView;
  readonly onBack: () => void;
  readonly onClose: () => void;
}) {
  const inbox = useInbox();
  const words = inboxWords.templates;
  const id = useId();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const ready = isFilled(template, values);
  const body = { ...fillTemplate(template, values), template: template.name };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!ready) return;
    onClose();
    const { name, language } = template;
    void inbox.timeline.post({ body, direction: "out", channel: thread.channel }, () =>
      inbox.client.send(thread.id, { kind: "template", name, language, values }),
    );
  };
  return (
    <form className={styles.columns} onSubmit={submit}>
      <div className={dialog.form}>
        <div>
          <button type="button" className="button quiet" onClick={onBack}>
            <ArrowLeft size={18} strokeWidth={1.75} aria-hidden="true" />
            {words.back}
          </button>
        </div>
        {template.variables.map((name, index) => (
          <div className="field" key={name}>
            <label htmlFor={`${id}-${name}`}>{variableLabel(name)}</label>
            <input
              id={`${id}-${name}`}
              className="input"
              dir="auto"
              value={values[name] ?? ""}
              // biome-ignore lint/a11y/noAutofocus: the first thing there is to do in this dialog.
              autoFocus={index === 0}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            />
          </div>
        ))}
      </div>
      <Preview label={words.preview} body={body} />
      <DialogActions label={words.send} ready={ready} onCancel={onClose} className={styles.actions} />
    </form>
  );
}

/** Approved templates; the chosen one is filled in beside a preview. */
export function TemplateDialog({
  thread,
  onClose,
}: {
  readonly thread: ThreadView;
  readonly onClose: () => void;
}) {
  const inbox = useInbox();
  const words = inboxWords.templates;
  const { value, failed } = useValue(inbox.templates);
  const [chosen, choose] = useState<TemplateView>();
  const [query, setQuery] = useState("");
  useEffect(() => void inbox.templates.refresh(), [inbox]);
  const wanted = query.trim().toLowerCase();
  const usable = (value ?? []).filter(({ state }) => state.toUpperCase() === "APPROVED");
  const found = usable.filter(({ name, preview }) =>
    `${name} ${preview.text}`.toLowerCase().includes(wanted),
  );
  if (chosen !== undefined)
    return (
      <Dialog title={chosen.name} wide onClose={onClose}>
        <Fill template={chosen} thread={thread} onBack={() => choose(undefined)} onClose={onClose} />
      </Dialog>
    );
  return (
    <Dialog title={words.title} wide onClose={onClose}>
      {value !== undefined && usable.length === 0 ? (
        <EmptyState icon={FileText} title={words.none} text={words.noneText} />
      ) : (
        <>
          <div className={styles.search}>
            <SearchField value={query} label={words.search} onChange={setQuery} />
          </div>
          {failed && value === undefined && <p className="error-text">{inboxWords.app.loadFailed}</p>}
          {value !== undefined && found.length === 0 && <p className="hint">{words.noneFound}</p>}
          <div className={styles.list}>
            {found.map((template) => (
              <button
                key={template.id}
                type="button"
                className={styles.template}
                onClick={() => choose(template)}
              >
                <strong>
                  {template.name} <span className="visually-hidden">{template.language}</span>
                </strong>
                <span dir="auto">{template.preview.text}</span>
              </button>
            ))}
          </div>
        </>
      )}
    </Dialog>
  );
}
