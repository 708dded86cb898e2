import type { Message, MessageInfo } from "@culver/client";
import { useEffect, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { dayAndTime } from "../lib/format-time.ts";
import { isSmsChat } from "../lib/sms.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Ticks } from "../ui/ticks.tsx";
import { words } from "../words/index.ts";
import styles from "./message-info-dialog.module.css";

/** When a message was sent, delivered, read. */
export function MessageInfoDialog({
  message,
  onClose,
}: {
  readonly message: Message;
  readonly onClose: () => void;
}) {
  const { client } = useApp();
  const [info, setInfo] = useState<MessageInfo>();
  useEffect(() => {
    client.messageInfo(message.conversation, message.id).then(setInfo, () => setInfo({}));
  }, [client, message]);
  const lines = [
    { status: "sent", label: words.message.sentAt, at: info?.sentAt },
    { status: "delivered", label: words.message.deliveredAt, at: info?.deliveredAt },
    { status: "read", label: words.message.readAt, at: info?.readAt },
  ] as const;
  const shown = isSmsChat(message.conversation) ? lines.filter(({ status }) => status !== "read") : lines;
  return (
    <Dialog title={words.message.infoTitle} onClose={onClose}>
      {message.failure !== undefined && <p className="error-text">{message.failure}</p>}
      <dl className={styles.list}>
        {shown.map(({ status, label, at }) => (
          <div key={status} className={styles.line} data-done={at !== undefined}>
            <dt>
              <Ticks status={status} size={18} /> {label}
            </dt>
            <dd className="meta">{at === undefined ? words.message.notYet : dayAndTime(at, Date.now())}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
