import { Eye, PenLine } from "lucide-react";
import { useStore } from "../../state/store.ts";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { nameList } from "../lib/names.ts";
import styles from "./presence-line.module.css";

/** "Ann is also looking at this", so that two do not answer at once. */
export function PresenceLine({ thread }: { readonly thread: string }) {
  const inbox = useInbox();
  const here = useStore(inbox.presence, ({ agents }) => agents.get(thread));
  const agents = useStore(inbox.session, (session) => session.agents);
  const names = (state: "viewing" | "typing"): readonly string[] =>
    [...(here ?? [])]
      .filter(([, one]) => one === state)
      .map(([id]) => agents.find((agent) => agent.id === id)?.name)
      .filter((name) => name !== undefined);
  const writing = names("typing");
  const looking = names("viewing");
  const words = inboxWords.thread;
  return (
    <p className={styles.line} role="status">
      {writing.length > 0 ? (
        <span className={styles.writing}>
          <PenLine size={14} strokeWidth={2} aria-hidden="true" />
          {words.agentTyping(nameList(writing), writing.length)}
        </span>
      ) : (
        looking.length > 0 && (
          <span>
            <Eye size={14} strokeWidth={2} aria-hidden="true" />
            {words.agentViewing(nameList(looking), looking.length)}
          </span>
        )
      )}
    </p>
  );
}
