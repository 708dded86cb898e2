import type { ThreadView } from "@culver/business/inbox-api";
import { lazy, Suspense } from "react";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { changeThread } from "../thread/thread-actions.ts";
import styles from "./composer.module.css";

/** The encodings of SMS come with the first chat that needs them. */
const SmsParts = lazy(async () => ({ default: (await import("./sms-parts.tsx")).SmsParts }));

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <fieldset className={styles.choice}>
      <legend className="visually-hidden">{label}</legend>
      {options.map(([one, text]) => (
        <button key={one} type="button" aria-pressed={one === value} onClick={() => onChange(one)}>
          {text}
        </button>
      ))}
    </fieldset>
  );
}

/** Message or note, by the app or by SMS, and what that means. */
export function ComposerBar({
  thread,
  isNote,
  text,
}: {
  readonly thread: ThreadView;
  readonly isNote: boolean;
  readonly text: string;
}) {
  const inbox = useInbox();
  const words = inboxWords.composer;
  const bySms = thread.channel === "sms";
  return (
    <div className={styles.bar}>
      <Choice
        label={words.mode}
        value={isNote ? "note" : "message"}
        options={[
          ["message", words.message],
          ["note", words.note],
        ]}
        onChange={(mode) => inbox.drafts.change(thread.id, { isNote: mode === "note" })}
      />
      {!isNote && thread.channels.length > 1 && (
        <Choice
          label={words.channel}
          value={thread.channel}
          options={[
            ["app", words.app],
            ["sms", words.sms],
          ]}
          onChange={(channel) => changeThread(inbox, thread.id, { channel })}
        />
      )}
      <span className={styles.fact}>{isNote ? words.noteHint : bySms ? words.smsFact : words.appFact}</span>
      {bySms && !isNote && text !== "" && (
        <Suspense fallback={null}>
          <SmsParts text={text} />
        </Suspense>
      )}
    </div>
  );
}
