import type { ThreadView } from "@culver/business/inbox-api";
import { Ban, CheckCircle2, RotateCcw, ShieldCheck, Tag, X } from "lucide-react";
import { type ReactNode, useId } from "react";
import styles from "../../details/details-pane.module.css";
import section from "../../settings/section.module.css";
import { useStore } from "../../state/store.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { PersonTitle } from "../../ui/person-title.tsx";
import { usePhoneFormat } from "../../ui/use-phone-format.ts";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { LabelChip } from "../list/label-chip.tsx";
import { changeThread, setBlocked, setState } from "../thread/thread-actions.ts";
import { WindowMark } from "../thread/window-mark.tsx";
import own from "./details-pane.module.css";
import { NameField } from "./name-field.tsx";

function Facts({ thread }: { readonly thread: ThreadView }) {
  const inbox = useInbox();
  const format = usePhoneFormat();
  const numbers = useStore(inbox.session, (session) => session.numbers);
  const number = numbers.find(({ id }) => id === thread.number);
  const words = inboxWords.details;
  const both = thread.channels.length > 1;
  const lines: (readonly [string, ReactNode])[] = [
    [
      words.reach,
      both
        ? words.appAndSms
        : thread.channels[0] === "sms" || thread.channel === "sms"
          ? words.sms
          : words.app,
    ],
    [words.window, <WindowMark key="window" thread={thread} />],
  ];
  if (thread.phone !== undefined)
    lines.unshift([
      words.phone,
      <span key="phone" dir="ltr">
        {format(thread.phone)}
      </span>,
    ]);
  if (number !== undefined && numbers.length > 1) lines.push([words.number, number.name]);
  return (
    <dl className={`${styles.card} ${own.facts}`}>
      {lines.map(([label, value]) => (
        <div key={label} className={section.line}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Labels({ thread }: { readonly thread: ThreadView }) {
  const inbox = useInbox();
  const labels = useStore(inbox.session, (session) => session.labels);
  const words = inboxWords.details;
  const toggle = (id: string): void =>
    changeThread(inbox, thread.id, {
      labels: thread.labels.includes(id) ? thread.labels.filter((one) => one !== id) : [...thread.labels, id],
    });
  return (
    <section className={styles.card} aria-label={words.labels}>
      <h3 className={styles.cardTitle}>
        <Tag size={18} strokeWidth={1.75} aria-hidden="true" /> {words.labels}
      </h3>
      {labels.length === 0 && (
        <button type="button" className="button quiet" onClick={() => inbox.router.go({ view: "labels" })}>
          {words.addLabels}
        </button>
      )}
      <div className={own.labels}>
        {labels.map((label) => (
          <button
            key={label.id}
            type="button"
            className={own.label}
            aria-pressed={thread.labels.includes(label.id)}
            onClick={() => toggle(label.id)}
          >
            <LabelChip label={label} />
          </button>
        ))}
      </div>
    </section>
  );
}

/** What is known of the customer, and what can be done with the chat. */
export function DetailsPane({ id }: { readonly id: string }) {
  const inbox = useInbox();
  const assigneeId = useId();
  const thread = useStore(inbox.threads, ({ byId }) => byId.get(id));
  const { agents, agent } = useStore(inbox.session, (session) => session);
  const words = inboxWords.details;
  if (thread === undefined) return null;
  const open = thread.state === "open";
  const people = agents.filter(
    (one) => one.id !== agent.id && (!one.isDisabled || one.id === thread.assignee),
  );
  return (
    <div className={styles.pane}>
      <header className={styles.header}>
        <IconButton icon={X} label={inboxWords.app.close} onClick={() => inbox.details.set(false)} />
        <h2 className={styles.title}>{words.title}</h2>
      </header>
      <div className={styles.person}>
        <Avatar account={thread.id} name={thread.name} size="large" />
        <span className={styles.name}>
          <bdi>
            <PersonTitle title={thread.name} />
          </bdi>
        </span>
        {thread.isOptedOut && <span className={own.optedOut}>{words.optedOut}</span>}
      </div>
      <Facts thread={thread} />
      <section className={styles.card}>
        <div className="field">
          <label htmlFor={assigneeId}>{words.assignee}</label>
          <select
            id={assigneeId}
            className="input"
            value={thread.assignee ?? ""}
            onChange={(event) =>
              changeThread(inbox, id, { assignee: event.target.value === "" ? null : event.target.value })
            }
          >
            <option value="">{words.nobody}</option>
            <option value={agent.id}>{words.me(agent.name)}</option>
            {people.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </div>
        <NameField key={thread.name} thread={thread} />
      </section>
      <Labels thread={thread} />
      <section className={`${styles.card} ${styles.actions}`} aria-label={words.state}>
        <button
          type="button"
          className={styles.action}
          onClick={() => setState(inbox, thread, open ? "closed" : "open")}
        >
          {open ? (
            <CheckCircle2 size={20} strokeWidth={1.75} aria-hidden="true" />
          ) : (
            <RotateCcw size={20} strokeWidth={1.75} aria-hidden="true" />
          )}
          {open ? inboxWords.thread.closeThread : inboxWords.thread.reopen}
        </button>
        <button
          type="button"
          className={`${styles.action} ${thread.isBlocked ? "" : styles.danger}`}
          onClick={() => setBlocked(inbox, thread, !thread.isBlocked)}
        >
          {thread.isBlocked ? (
            <ShieldCheck size={20} strokeWidth={1.75} aria-hidden="true" />
          ) : (
            <Ban size={20} strokeWidth={1.75} aria-hidden="true" />
          )}
          {thread.isBlocked ? words.unblock : words.block}
        </button>
      </section>
    </div>
  );
}
