import type { Contact } from "@culver/client";
import { useApp } from "../app/app-context.ts";
import { words } from "../words/index.ts";
import styles from "./blocked-bar.module.css";

/** Stands where the composer would be. */
export function BlockedBar({ contact }: { readonly contact: Contact }) {
  const { client } = useApp();
  return (
    <div className={styles.bar}>
      <span>{words.conversation.blocked}</span>
      <button type="button" className="button" onClick={() => void client.block(contact.account, false)}>
        {words.conversation.unblock}
      </button>
    </div>
  );
}
