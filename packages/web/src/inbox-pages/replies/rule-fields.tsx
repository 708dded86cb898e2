import type { AutomaticReply } from "@culver/business/inbox-api";
import { useId } from "react";
import { Switch } from "../../ui/switch.tsx";
import { pageWords } from "../../words/inbox-pages.ts";
import { ButtonsField } from "./buttons-field.tsx";
import type { Rule } from "./draft.ts";
import styles from "./rule-card.module.css";

const words = pageWords.replies;

type Matching = Extract<AutomaticReply, { kind: "keyword" | "pattern" }>;

function Keywords({
  reply,
  onChange,
}: {
  readonly reply: Extract<AutomaticReply, { kind: "keyword" }>;
  readonly onChange: (reply: AutomaticReply) => void;
}) {
  const id = useId();
  return (
    <>
      <div className="field">
        <label htmlFor={`${id}-match`}>{words.match}</label>
        <select
          id={`${id}-match`}
          className="input"
          value={reply.match}
          onChange={(event) =>
            onChange({ ...reply, match: event.target.value === "equals" ? "equals" : "contains" })
          }
        >
          <option value="contains">{words.matches.contains}</option>
          <option value="equals">{words.matches.equals}</option>
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-words`}>{words.words}</label>
        <textarea
          id={`${id}-words`}
          className="input"
          dir="auto"
          rows={Math.max(2, reply.words.length)}
          value={reply.words.join("\n")}
          onChange={(event) => onChange({ ...reply, words: event.target.value.split("\n") })}
        />
      </div>
    </>
  );
}

function Answering({
  reply,
  onChange,
}: {
  readonly reply: Matching;
  readonly onChange: (reply: AutomaticReply) => void;
}) {
  return (
    <>
      <ButtonsField buttons={reply.buttons} onChange={(buttons) => onChange({ ...reply, buttons })} />
      <Switch
        label={words.handOver}
        text={words.handOverText}
        checked={reply.handOver}
        onChange={(handOver) => onChange({ ...reply, handOver })}
      />
    </>
  );
}

/** Everything that can be said about one rule. */
export function RuleFields({
  rule,
  onChange,
}: {
  readonly rule: Rule;
  readonly onChange: (rule: Rule) => void;
}) {
  const id = useId();
  const { name, reply } = rule;
  const change = (next: AutomaticReply): void => onChange({ ...rule, reply: next });
  return (
    <div className={styles.fields}>
      <div className="field">
        <label htmlFor={`${id}-name`}>{words.name}</label>
        <input
          id={`${id}-name`}
          className="input"
          dir="auto"
          value={name}
          aria-describedby={`${id}-name-hint`}
          onChange={(event) => onChange({ ...rule, name: event.target.value })}
        />
        <span className="hint" id={`${id}-name-hint`}>
          {words.nameHint}
        </span>
      </div>
      {reply.kind === "keyword" && <Keywords reply={reply} onChange={change} />}
      {reply.kind === "pattern" && (
        <div className="field">
          <label htmlFor={`${id}-pattern`}>{words.pattern}</label>
          <input
            id={`${id}-pattern`}
            className={`input ${styles.mono}`}
            dir="ltr"
            spellCheck={false}
            value={reply.pattern}
            aria-describedby={`${id}-pattern-hint`}
            onChange={(event) => change({ ...reply, pattern: event.target.value })}
          />
          <span className="hint" id={`${id}-pattern-hint`}>
            {words.patternHint}
          </span>
        </div>
      )}
      <div className="field">
        <label htmlFor={`${id}-text`}>{words.says}</label>
        <textarea
          id={`${id}-text`}
          className="input"
          dir="auto"
          rows={3}
          value={reply.text}
          aria-describedby={`${id}-text-hint`}
          onChange={(event) => change({ ...reply, text: event.target.value })}
        />
        <span className="hint" id={`${id}-text-hint`}>
          {words.saysHint}
        </span>
      </div>
      {reply.kind === "away" && <p className="hint">{words.awayText}</p>}
      {reply.kind === "greeting" && (
        <div className="field">
          <label htmlFor={`${id}-days`}>{words.afterDays}</label>
          <input
            id={`${id}-days`}
            className={`input ${styles.short}`}
            type="number"
            inputMode="numeric"
            min={1}
            max={365}
            value={reply.afterDays}
            onChange={(event) =>
              change({ ...reply, afterDays: Math.max(0, event.target.valueAsNumber || 0) })
            }
          />
        </div>
      )}
      {(reply.kind === "keyword" || reply.kind === "pattern") && (
        <Answering reply={reply} onChange={change} />
      )}
    </div>
  );
}
