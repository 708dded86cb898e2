import { Plus } from "lucide-react";
import { useState } from "react";
import { pageWords } from "../../words/inbox-pages.ts";
import { Card } from "../shared/card.tsx";
import { move, newRule, type ReplyKind, type Rule, removeAt, replaceAt } from "./draft.ts";
import styles from "./rule-card.module.css";
import { RuleCard } from "./rule-card.tsx";

const words = pageWords.replies;
const kinds: readonly ReplyKind[] = ["greeting", "away", "keyword", "pattern"];

/** The rules in their order, and what can be added. There is one greeting and one away message. */
export function RulesCard({
  rules,
  onChange,
}: {
  readonly rules: readonly Rule[];
  readonly onChange: (rules: readonly Rule[]) => void;
}) {
  const [added, setAdded] = useState<string>();
  const has = (kind: ReplyKind): boolean => rules.some(({ reply }) => reply.kind === kind);
  const offered = kinds.filter((kind) => kind === "keyword" || kind === "pattern" || !has(kind));
  const add = (kind: ReplyKind): void => {
    const rule = newRule(kind, kind === "greeting" || kind === "away" ? words.kinds[kind] : "");
    setAdded(rule.id);
    onChange([...rules, rule]);
  };
  return (
    <Card title={words.rules} text={words.rulesText}>
      {rules.length === 0 && <p className="hint">{words.noRules}</p>}
      <ul className={styles.rules} aria-label={words.rules}>
        {rules.map((rule, index) => (
          <RuleCard
            key={rule.id}
            rule={rule}
            isFirst={index === 0}
            isLast={index === rules.length - 1}
            startsOpen={rule.id === added}
            onChange={(next) => onChange(replaceAt(rules, index, next))}
            onMove={(step) => onChange(move(rules, index, index + step))}
            onRemove={() => onChange(removeAt(rules, index))}
          />
        ))}
      </ul>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form. */}
      <div className={styles.adds} role="group" aria-label={words.add}>
        {offered.map((kind) => (
          <button key={kind} type="button" className="button" onClick={() => add(kind)}>
            <Plus size={18} strokeWidth={1.75} aria-hidden="true" /> {words.kinds[kind]}
          </button>
        ))}
      </div>
    </Card>
  );
}
