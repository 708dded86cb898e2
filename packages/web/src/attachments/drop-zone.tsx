import type { Conversation } from "@culver/client";
import { Upload } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { words } from "../words/index.ts";
import styles from "./drop-zone.module.css";
import { offerFiles } from "./offer-files.ts";

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") === true;
}

/** Takes files that are dragged over the conversation. A file dropped elsewhere does not replace the app. */
export function DropZone({ conversation }: { readonly conversation: Conversation }) {
  const app = useApp();
  const zone = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  useEffect(() => {
    const pane = zone.current?.parentElement;
    const isInside = (event: DragEvent): boolean => pane?.contains(event.target as Node) === true;
    const onOver = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      const inside = isInside(event) && app.layers.get() === undefined;
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = inside ? "copy" : "none";
      setOver(inside);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      if (isInside(event)) offerFiles(app, conversation, [...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, [app, conversation]);
  const { title, sms } = conversation;
  return (
    <div ref={zone} className={styles.zone} data-over={over} data-sms={sms !== undefined} aria-hidden="true">
      {over && (
        <div className={styles.card}>
          <span className={styles.icon}>
            <Upload size={28} strokeWidth={1.75} />
          </span>
          <strong>{words.attachment.drop}</strong>
          <bdi>{sms === undefined ? words.attachment.dropText(title) : words.attachment.dropSms(title)}</bdi>
        </div>
      )}
    </div>
  );
}
