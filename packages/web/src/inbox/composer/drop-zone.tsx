import type { ThreadView } from "@culver/business/inbox-api";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { useStore } from "../../state/store.ts";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { hindrance } from "../lib/hindrance.ts";
import styles from "./drop-zone.module.css";
import { sendFiles } from "./send.ts";

/** Files dropped on the chat are sent there. */
export function DropZone({
  thread,
  children,
}: {
  readonly thread: ThreadView;
  readonly children: ReactNode;
}) {
  const inbox = useInbox();
  const hasSms = useStore(inbox.session, (session) => session.hasSms);
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  const takes = (event: DragEvent): boolean =>
    event.dataTransfer.types.includes("Files") && hindrance(thread, hasSms, Date.now()) === undefined;
  const leave = (): void => {
    depth.current = 0;
    setOver(false);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the Add menu does the same by key.
    <div
      className={styles.zone}
      onDragEnter={(event) => {
        if (!takes(event)) return;
        depth.current += 1;
        setOver(true);
      }}
      onDragLeave={() => {
        depth.current -= 1;
        if (depth.current <= 0) leave();
      }}
      onDragOver={(event) => {
        if (takes(event)) event.preventDefault();
      }}
      onDrop={(event) => {
        leave();
        if (!takes(event)) return;
        event.preventDefault();
        sendFiles(inbox, thread, [...event.dataTransfer.files]);
      }}
    >
      {children}
      {over && <div className={styles.over}>{inboxWords.composer.drop}</div>}
    </div>
  );
}
