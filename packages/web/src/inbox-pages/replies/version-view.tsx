import type { RepliesView } from "@culver/business/inbox-api";
import { pageWords } from "../../words/inbox-pages.ts";
import { Chip } from "../shared/chip.tsx";
import { timeOf } from "./draft.ts";
import styles from "./history-dialog.module.css";

const words = pageWords.replies;

function Reacts({ reply }: RepliesView["rules"][number]) {
  if (reply.kind === "keyword")
    return (
      <span className="meta">
        {words.matches[reply.match]}: <bdi>{reply.words.join(", ")}</bdi>
      </span>
    );
  if (reply.kind !== "pattern") return null;
  return (
    <code className="meta" dir="ltr">
      {reply.pattern}
    </code>
  );
}

/** A version to be read: its hours, rules and questions. */
export function VersionView({ view }: { readonly view: RepliesView }) {
  const { hours, rules, iceBreakers, iceBreakerText } = view;
  return (
    <div className={styles.version}>
      <div>
        <h3>{words.hours}</h3>
        <p className="meta">{hours.timeZone}</p>
        {hours.days.map((day, index) => (
          <p key={words.days[index]} className="meta">
            {words.days[index]}:{" "}
            {day.length === 0
              ? words.closed
              : day.map(({ from, to }) => `${timeOf(from)}–${timeOf(to)}`).join(", ")}
          </p>
        ))}
      </div>
      {rules.map((rule) => (
        <div key={rule.id} className={styles.rule}>
          <span className={styles.title}>
            <bdi>{rule.name === "" ? words.kinds[rule.reply.kind] : rule.name}</bdi>
            {!rule.isOn && <Chip tone="quiet" text={words.off} />}
          </span>
          <Reacts {...rule} />
          <span dir="auto">{rule.reply.text}</span>
          {"buttons" in rule.reply && rule.reply.buttons.length > 0 && (
            <span className="meta">
              {words.buttons}: <bdi>{rule.reply.buttons.join(", ")}</bdi>
            </span>
          )}
          {"handOver" in rule.reply && rule.reply.handOver && <span className="meta">{words.handOver}</span>}
        </div>
      ))}
      {iceBreakers.length > 0 && <p dir="auto">{iceBreakerText}</p>}
      {iceBreakers.map(({ question, answer }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a saved version never changes.
        <div key={index} className={styles.rule}>
          <bdi className={styles.title}>{question}</bdi>
          <span dir="auto">{answer}</span>
        </div>
      ))}
    </div>
  );
}
