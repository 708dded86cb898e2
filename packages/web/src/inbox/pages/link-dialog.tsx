import { Check, Copy } from "lucide-react";
import { useState } from "react";
import dialog from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import styles from "./page.module.css";

/** An invitation's link, once. */
export function LinkDialog({
  name,
  link,
  onClose,
}: {
  readonly name: string;
  readonly link: string;
  readonly onClose: () => void;
}) {
  const inbox = useInbox();
  const words = inboxWords.team;
  const [copied, setCopied] = useState(false);
  const address = new URL(link, location.origin).href;
  return (
    <Dialog title={words.linkTitle(name)} onClose={onClose}>
      <p>{words.linkText}</p>
      <p className={styles.link} dir="ltr">
        {address}
      </p>
      <div className={dialog.actions}>
        <button
          type="button"
          className="button primary"
          onClick={() =>
            void navigator.clipboard.writeText(address).then(() => setCopied(true), inbox.refused)
          }
        >
          {copied ? (
            <Check size={18} strokeWidth={2} aria-hidden="true" />
          ) : (
            <Copy size={18} strokeWidth={1.75} aria-hidden="true" />
          )}
          <span role="status">{copied ? inboxWords.app.copied : words.copyLink}</span>
        </button>
      </div>
    </Dialog>
  );
}
