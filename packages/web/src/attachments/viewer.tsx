import type { Attachment, Message } from "@culver/client";
import { ChevronLeft, ChevronRight, MessageSquareText, Save, X, ZoomIn, ZoomOut } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { useAuthorName } from "../conversation/use-author-name.ts";
import { fileOf } from "../lib/content.ts";
import { dayAndTime } from "../lib/format-time.ts";
import { plainText } from "../lib/markup.ts";
import { useStore, useValue } from "../state/store.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { words } from "../words/index.ts";
import { shownKind } from "./file-kind.ts";
import { saveFile } from "./save-file.ts";
import { useZoom } from "./use-zoom.ts";
import styles from "./viewer.module.css";
import { ViewerPicture } from "./viewer-picture.tsx";

interface Shown {
  readonly message: Message;
  readonly attachment: Attachment;
}

function pictureOf(message: Message): readonly Shown[] {
  const attachment = fileOf(message.body);
  if (attachment === undefined) return [];
  const kind = shownKind(attachment);
  const gone = attachment.transfer.state === "expired";
  return (kind === "image" || kind === "video") && !gone ? [{ message, attachment }] : [];
}

/** The pictures and videos of a chat over the whole window: by arrows, swipe, wheel and keys. */
export function Viewer({
  message: start,
  onClose,
}: {
  readonly message: string;
  readonly onClose: () => void;
}) {
  const app = useApp();
  const dialog = useRef<HTMLDialogElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const { messages, older } = useValue(app.timeline);
  const removed = useStore(app.removals, (ids) => ids);
  const all = messages.filter(({ id }) => !removed.has(id)).flatMap(pictureOf);
  const [current, setCurrent] = useState(start);
  const index = all.findIndex(({ message }) => message.id === current);
  const shown = all[index];
  const name = useAuthorName(shown?.message.author ?? "");
  const turn = (step: 1 | -1): void => {
    const next = all[index + step];
    if (next !== undefined) setCurrent(next.message.id);
  };
  const zoom = useZoom(stage, current, { previous: () => turn(-1), next: () => turn(1), close: onClose });

  useEffect(() => {
    const element = dialog.current;
    if (element !== null && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  useEffect(() => {
    if (index === 0 && older) void app.timeline.loadOlder();
  }, [app, index, older]);
  const lost = shown === undefined;
  useEffect(() => {
    if (lost) onClose();
  }, [lost, onClose]);
  if (shown === undefined) return null;

  const onKeyDown = (event: KeyboardEvent): void => {
    const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const isVideo = (event.target as Element).closest("video") !== null;
    if (isVideo && event.key.startsWith("Arrow")) return;
    if (event.key === back) turn(-1);
    else if (event.key === forward) turn(1);
    else if (event.key === "+" || event.key === "=") zoom.by(1.4);
    else if (event.key === "-") zoom.by(1 / 1.4);
    else if (event.key === "0") zoom.by(0);
    else if (event.key === "s" && (event.ctrlKey || event.metaKey)) void saveFile(app, shown.message);
    else return;
    event.preventDefault();
  };
  const { message, attachment } = shown;
  const { body } = message;
  const text =
    body.kind === "attachment"
      ? body.text
      : body.kind === "interactive"
        ? plainText(body.interactive.text)
        : "";
  const video = shownKind(attachment) === "video";
  const jump = (): void => {
    onClose();
    void app.timeline.jumpTo(message.id);
  };
  return (
    <dialog
      ref={dialog}
      className={styles.viewer}
      aria-label={words.attachment.viewer}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={onKeyDown}
    >
      <header className={styles.bar}>
        <span className={styles.words}>
          <bdi className={styles.name}>{name}</bdi>
          <span className={styles.sub}>{dayAndTime(message.at, Date.now())}</span>
        </span>
        {!video && (
          <>
            <IconButton
              icon={ZoomOut}
              label={words.attachment.zoomOut}
              className={styles.wide}
              disabled={zoom.view.scale <= 1}
              onClick={() => zoom.by(1 / 1.4)}
            />
            <IconButton
              icon={ZoomIn}
              label={words.attachment.zoomIn}
              className={styles.wide}
              onClick={() => zoom.by(1.4)}
            />
          </>
        )}
        <IconButton icon={MessageSquareText} label={words.attachment.jump} onClick={jump} />
        <IconButton
          icon={Save}
          label={words.attachment.saveLabel}
          onClick={() => void saveFile(app, message)}
        />
        <IconButton icon={X} label={words.app.close} onClick={onClose} />
      </header>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys and buttons do all that a pointer does here. */}
      <div
        ref={stage}
        className={styles.stage}
        data-zoomed={zoom.view.scale > 1}
        {...zoom.handlers}
        onDoubleClick={video ? undefined : zoom.toggle}
      >
        <ViewerPicture key={message.id} message={message} attachment={attachment} view={zoom.view} />
        {index > 0 && (
          <button
            type="button"
            className={`${styles.turn} ${styles.previous}`}
            aria-label={words.attachment.previous}
            title={words.attachment.previous}
            onClick={() => turn(-1)}
          >
            <ChevronLeft size={28} strokeWidth={1.75} aria-hidden="true" />
          </button>
        )}
        {index < all.length - 1 && (
          <button
            type="button"
            className={`${styles.turn} ${styles.next}`}
            aria-label={words.attachment.next}
            title={words.attachment.next}
            onClick={() => turn(1)}
          >
            <ChevronRight size={28} strokeWidth={1.75} aria-hidden="true" />
          </button>
        )}
      </div>
      <footer className={styles.foot}>
        {text !== "" && (
          <p dir="auto" className={styles.caption}>
            {text}
          </p>
        )}
        <span className={styles.sub} role="status">
          {words.attachment.of(index + 1, all.length)}
        </span>
      </footer>
    </dialog>
  );
}
