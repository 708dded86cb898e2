import { SmsMark } from "../../ui/sms-mark.tsx";
import { inboxWords } from "../../words/inbox.ts";
import styles from "./channel-mark.module.css";

/** Whether a chat goes to the app or by SMS. */
export function ChannelMark({ channel }: { readonly channel: "app" | "sms" }) {
  if (channel === "sms") return <SmsMark />;
  return (
    <span className={styles.app} title={inboxWords.thread.appMark}>
      {inboxWords.list.app}
    </span>
  );
}
