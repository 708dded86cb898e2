import type { Attachment, Message } from "@culver/client";
import { ImageOff, Play, Video } from "lucide-react";
import { useRef, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { byteSize } from "../lib/format-time.ts";
import { words } from "../words/index.ts";
import styles from "./picture.module.css";
import { playTime } from "./play-time.ts";
import { ringLabel, stateText } from "./state-text.ts";
import { transferAction } from "./transfer-actions.ts";
import { TransferRing } from "./transfer-ring.tsx";
import { useAutoDownload } from "./use-auto-download.ts";
import { useFileUrl, usePreviewUrl } from "./use-file-url.ts";

const widest = 320;
const highest = 360;
/** A picture above a text is cut to this at most. Width by height. */
const flattest = 1.2;

/** The room a picture takes before it is there; CSS pixels. */
function roomOf({ width = 320, height = 240 }: Attachment): {
  readonly width: number;
  readonly ratio: number;
} {
  const scale = Math.min(widest / width, highest / height);
  const shown = Math.round(Math.max(140, Math.min(widest, width * scale)));
  const tall = Math.round(Math.max(90, Math.min(highest, (shown * height) / width)));
  return { width: shown, ratio: shown / tall };
}

export interface PictureProps {
  readonly message: Message;
  readonly attachment: Attachment;
  readonly video: boolean;
  /** As wide as what stands below it. */
  readonly fills?: boolean;
}

/** An image or a video: its small picture, blurred, until the file is here. */
export function Picture({ message, attachment, video, fills = false }: PictureProps) {
  const app = useApp();
  const frame = useRef<HTMLDivElement>(null);
  const [broken, setBroken] = useState(false);
  const url = useFileUrl(message, attachment);
  const preview = usePreviewUrl(attachment.preview);
  useAutoDownload(frame, message, attachment);
  const { name, transfer, durationMs } = attachment;
  const room = roomOf(attachment);
  const ratio = fills ? Math.max(room.ratio, flattest) : room.ratio;
  const act = transferAction(app, message, attachment);
  const state = broken ? words.attachment.broken : stateText(message, attachment);
  const open = (): void => {
    if (url !== undefined) app.layers.open({ kind: "viewer", message: message.id });
    else act?.();
  };
  const shown = url !== undefined && !broken;
  return (
    <div
      ref={frame}
      className={styles.frame}
      style={{ width: fills ? "100%" : `${room.width}px`, aspectRatio: `${ratio}` }}
      data-state={transfer.state}
    >
      {preview !== undefined && <img className={styles.preview} src={preview} alt="" draggable={false} />}
      {shown && video && (
        <video
          className={styles.full}
          src={url}
          controls
          playsInline
          preload="metadata"
          tabIndex={-1}
          data-primary=""
          aria-label={words.attachment.playVideo(name)}
          {...(preview !== undefined && { poster: preview })}
          onError={() => setBroken(true)}
        />
      )}
      {shown && !video && (
        <button
          type="button"
          className={styles.open}
          tabIndex={-1}
          data-primary=""
          aria-label={words.attachment.open(name)}
          onClick={open}
        >
          <img
            className={styles.full}
            src={url}
            alt=""
            draggable={false}
            decoding="async"
            onError={() => setBroken(true)}
          />
        </button>
      )}
      {!shown && preview === undefined && (
        <span className={styles.empty}>
          {video ? <Video size={28} strokeWidth={1.5} /> : <ImageOff size={28} strokeWidth={1.5} />}
        </span>
      )}
      {act !== undefined && !(transfer.state === "remote" && shown) && (
        <span className={styles.ring}>
          <TransferRing transfer={transfer} label={ringLabel(attachment)} onAct={act} />
        </span>
      )}
      {video && !shown && (
        <span className={styles.tag}>
          <Play size={12} fill="currentColor" strokeWidth={0} aria-hidden="true" />
          {durationMs === undefined ? byteSize(attachment.size) : playTime(durationMs)}
        </span>
      )}
      {state !== undefined && <span className={styles.state}>{state}</span>}
    </div>
  );
}
