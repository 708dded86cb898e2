import type { ThreadView } from "@culver/business/inbox-api";
import { Ban, Hand } from "lucide-react";
import { type MouseEvent, memo } from "react";
import row from "../../chats/chat-row.module.css";
import { badgeCount, listTime } from "../../lib/format-time.ts";
import { plainText } from "../../lib/markup.ts";
import { useStore } from "../../state/store.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { PersonTitle } from "../../ui/person-title.tsx";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { initialsOf } from "../lib/names.ts";
import { nothingWritten } from "../state/drafts.ts";
import { fragmentOf } from "../state/route.ts";
import { ChannelMark } from "./channel-mark.tsx";
import { LabelChip } from "./label-chip.tsx";
import styles from "./thread-row.module.css";

export interface ThreadRowProps {
  readonly thread: ThreadView;
  readonly selected: boolean;
  readonly tabStop: boolean;
  readonly now: number;
}

function Preview({ thread, selected }: { readonly thread: ThreadView; readonly selected: boolean }) {
  const inbox = useInbox();
  const words = inboxWords.list;
  const typing = useStore(inbox.presence, ({ customers }) => customers.has(thread.id));
  const draft = useStore(inbox.drafts, (all) => (all.get(thread.id) ?? nothingWritten).text);
  if (typing)
    return (
      <span className={row.preview}>
        <span className={row.accent}>{words.typing}</span>
      </span>
    );
  if (draft.trim() !== "" && !selected)
    return (
      <span className={row.preview}>
        <span className={row.accent}>{words.draft}</span> <bdi>{draft}</bdi>
      </span>
    );
  if (thread.last === undefined) return <span className={row.preview}>{words.none}</span>;
  return (
    <span className={row.preview}>
      {thread.last.direction === "out" && <span>{words.you} </span>}
      <bdi>{plainText(thread.last.text)}</bdi>
    </span>
  );
}

/** A chat in the list: who, when, what last, what is waiting, and whose it is. */
export const ThreadRow = memo(function ThreadRow({ thread, selected, tabStop, now }: ThreadRowProps) {
  const inbox = useInbox();
  const words = inboxWords.list;
  const { agents, agent, labels } = useStore(inbox.session, (session) => session);
  const assignee = agents.find(({ id }) => id === thread.assignee);
  const mine = thread.assignee === agent.id;
  const own = labels.filter(({ id }) => thread.labels.includes(id));
  const route = { view: "thread", thread: thread.id } as const;
  const onClick = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    inbox.router.go(route);
  };
  return (
    <a
      href={fragmentOf(route)}
      className={`${row.row} ${thread.unread > 0 ? row.unread : ""}`}
      data-row={thread.id}
      tabIndex={tabStop ? 0 : -1}
      aria-current={selected ? "page" : undefined}
      draggable={false}
      onClick={onClick}
    >
      <Avatar account={thread.id} name={thread.name} />
      <span className={row.lines}>
        <span className={row.line}>
          <span className={row.name}>
            <bdi>
              <PersonTitle title={thread.name} />
            </bdi>
          </span>
          <time className={row.time}>{listTime(thread.activeAt, now)}</time>
        </span>
        <span className={row.line}>
          <Preview thread={thread} selected={selected} />
          {thread.unread > 0 && (
            <span className={row.badge}>
              <span aria-hidden="true">{badgeCount(thread.unread)}</span>
              <span className="visually-hidden">{words.unread(thread.unread)}</span>
            </span>
          )}
        </span>
        <span className={`${row.line} ${styles.marks}`}>
          <ChannelMark channel={thread.channel} />
          {thread.needsPerson && (
            <span className={styles.needs}>
              <Hand size={12} strokeWidth={2} aria-hidden="true" />
              {words.needsPerson}
            </span>
          )}
          {thread.isBlocked && (
            <span className={styles.blocked}>
              <Ban size={12} strokeWidth={2} aria-hidden="true" />
              {words.blocked}
            </span>
          )}
          {own.slice(0, 2).map((label) => (
            <LabelChip key={label.id} label={label} />
          ))}
          {own.length > 2 && <span className={styles.others}>+{own.length - 2}</span>}
          {thread.assignee !== undefined && (
            <span className={styles.assignee} data-mine={mine}>
              <span className="visually-hidden">
                {mine ? words.mineMark : words.assignedTo(assignee?.name ?? "")}
              </span>
              <span aria-hidden="true" title={mine ? words.mineMark : words.assignedTo(assignee?.name ?? "")}>
                {initialsOf(assignee?.name ?? "?")}
              </span>
            </span>
          )}
        </span>
      </span>
    </a>
  );
});
