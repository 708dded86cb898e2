import type { ThreadView } from "@culver/business/inbox-api";
import { Ban, Clock, FileText } from "lucide-react";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import type { Hindrance } from "../lib/hindrance.ts";
import { changeThread } from "../thread/thread-actions.ts";
import styles from "./composer.module.css";

/** In the place of the field: why nothing can be written, and what can be done. */
export function Hindered({ thread, why }: { readonly thread: ThreadView; readonly why: Hindrance }) {
  const inbox = useInbox();
  const words = inboxWords.composer;
  const texts = {
    blocked: words.blocked,
    "opted-out": words.optedOut,
    "no-sms": words.noSms,
    window: inboxWords.window.over,
  };
  const Icon = why === "window" ? Clock : Ban;
  return (
    <div className={styles.hindered} role="status">
      <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
      <p>{texts[why]}</p>
      {why === "window" && (
        <button
          type="button"
          className="button primary"
          onClick={() => inbox.layers.open({ kind: "template", thread })}
        >
          <FileText size={18} strokeWidth={1.75} aria-hidden="true" />
          {words.chooseTemplate}
        </button>
      )}
      {why === "blocked" && (
        <button
          type="button"
          className="button"
          onClick={() => changeThread(inbox, thread.id, { isBlocked: false })}
        >
          {words.unblock}
        </button>
      )}
    </div>
  );
}
