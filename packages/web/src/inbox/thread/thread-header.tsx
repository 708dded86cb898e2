import type { ThreadView } from "@culver/business/inbox-api";
import { ArrowLeft, CheckCircle2, PanelRight, RotateCcw, UserRoundCheck } from "lucide-react";
import header from "../../conversation/conversation-header.module.css";
import { useStore, useValue } from "../../state/store.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { PersonTitle } from "../../ui/person-title.tsx";
import { usePhoneFormat } from "../../ui/use-phone-format.ts";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { ChannelMark } from "../list/channel-mark.tsx";
import { assignMenu, setState, takeOrGiveBack } from "./thread-actions.ts";
import styles from "./thread-header.module.css";
import { WindowMark } from "./window-mark.tsx";

/** Who it is, how they are reached, how long one may write, whose the chat is. */
export function ThreadHeader({ thread }: { readonly thread: ThreadView }) {
  const inbox = useInbox();
  const format = usePhoneFormat();
  const { agents, agent } = useStore(inbox.session, (session) => session);
  const typing = useStore(inbox.presence, ({ customers }) => customers.has(thread.id));
  const details = useValue(inbox.details);
  const words = inboxWords.thread;
  const assignee = agents.find(({ id }) => id === thread.assignee);
  const mine = thread.assignee === agent.id;
  const open = thread.state === "open";
  return (
    <header className={header.header}>
      <IconButton
        icon={ArrowLeft}
        label={inboxWords.app.back}
        className={header.back ?? ""}
        onClick={() => inbox.router.go({ view: "inbox" })}
      />
      <button type="button" className={header.person} onClick={() => inbox.details.set(!details)}>
        <Avatar account={thread.id} name={thread.name} size="small" />
        <span className={header.words}>
          <span className={header.name}>
            <bdi>
              <PersonTitle title={thread.name} />
            </bdi>
            <ChannelMark channel={thread.channel} />
          </span>
          <span className={header.status}>
            {typing ? (
              <span className={header.active}>{inboxWords.list.typing}</span>
            ) : (
              <>
                <WindowMark thread={thread} />
                {thread.phone !== undefined && thread.phone !== thread.name && (
                  <span className={styles.phone} dir="ltr">
                    {format(thread.phone)}
                  </span>
                )}
              </>
            )}
          </span>
        </span>
      </button>
      {thread.assignee === undefined ? (
        <button
          type="button"
          className={`button ${styles.take}`}
          onClick={() => takeOrGiveBack(inbox, thread)}
        >
          <UserRoundCheck size={18} strokeWidth={1.75} aria-hidden="true" />
          <span>{words.take}</span>
        </button>
      ) : (
        <button
          type="button"
          className={`button quiet ${styles.take}`}
          aria-haspopup="menu"
          aria-label={mine ? inboxWords.list.mineMark : words.assignedTo(assignee?.name ?? "")}
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            assignMenu(inbox, thread, { x: box.left, y: box.bottom + 4 });
          }}
        >
          <UserRoundCheck size={18} strokeWidth={1.75} aria-hidden="true" />
          <span>{mine ? inboxWords.list.mineMark : words.assignedTo(assignee?.name ?? "")}</span>
        </button>
      )}
      <IconButton
        icon={open ? CheckCircle2 : RotateCcw}
        label={open ? words.closeThread : words.reopen}
        onClick={() => setState(inbox, thread, open ? "closed" : "open")}
      />
      <IconButton
        icon={PanelRight}
        label={words.details}
        aria-expanded={details}
        className={header.wide ?? ""}
        onClick={() => inbox.details.set(!details)}
      />
    </header>
  );
}
