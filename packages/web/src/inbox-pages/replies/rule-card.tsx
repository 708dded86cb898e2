import { ArrowDown, ArrowUp, Hand, MoonStar, Regex, Trash2, WholeWord } from "lucide-react";
import { useState } from "react";
import { plainText } from "../../lib/markup.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import switchStyles from "../../ui/switch.module.css";
import { pageWords } from "../../words/inbox-pages.ts";
import type { Rule } from "./draft.ts";
import styles from "./rule-card.module.css";
import { RuleFields } from "./rule-fields.tsx";

const words = pageWords.replies;
const icons = { greeting: Hand, away: MoonStar, keyword: WholeWord, pattern: Regex };

/** What a rule reacts to, in a line. */
function summary({ reply }: Rule): string {
  if (reply.kind === "keyword") return reply.words.filter((word) => word.trim() !== "").join(", ");
  return reply.kind === "pattern" ? reply.pattern : plainText(reply.text);
}

export interface RuleCardProps {
  readonly rule: Rule;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Just added: opens by itself. */
  readonly startsOpen: boolean;
  readonly onChange: (rule: Rule) => void;
  readonly onMove: (step: 1 | -1) => void;
  readonly onRemove: () => void;
}

/** One rule: on or off, where it stands, and its fields when it is opened. */
export function RuleCard({ rule, isFirst, isLast, startsOpen, onChange, onMove, onRemove }: RuleCardProps) {
  const [open, setOpen] = useState(startsOpen);
  const kind = words.kinds[rule.reply.kind];
  const name = rule.name === "" ? kind : rule.name;
  const Icon = icons[rule.reply.kind];
  return (
    <li className={styles.rule} data-off={!rule.isOn}>
      <div className={styles.bar}>
        <button
          type="button"
          className={styles.title}
          aria-expanded={open}
          aria-label={words.edit(name)}
          onClick={() => setOpen(!open)}
        >
          <span className={styles.icon}>
            <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
          </span>
          <span className={styles.words}>
            <bdi className={styles.name}>{name}</bdi>
            <span className={styles.sub} dir="auto">
              {name === kind ? "" : `${kind} · `}
              {summary(rule)}
            </span>
          </span>
        </button>
        <div className={styles.tools}>
          <IconButton
            icon={ArrowUp}
            size={18}
            label={words.up(name)}
            disabled={isFirst}
            onClick={() => onMove(-1)}
          />
          <IconButton
            icon={ArrowDown}
            size={18}
            label={words.down(name)}
            disabled={isLast}
            onClick={() => onMove(1)}
          />
          <IconButton icon={Trash2} size={18} label={words.remove(name)} onClick={onRemove} />
          <input
            type="checkbox"
            role="switch"
            className={switchStyles.switch}
            checked={rule.isOn}
            aria-checked={rule.isOn}
            aria-label={words.on(name)}
            onChange={(event) => onChange({ ...rule, isOn: event.target.checked })}
          />
        </div>
      </div>
      {open && <RuleFields rule={rule} onChange={onChange} />}
    </li>
  );
}
