import type { Attachment, Message } from "@culver/client";
import { AudioLines, Mic } from "lucide-react";
import { useState } from "react";
import { useApp } from "../app/app-context.ts";
import { words } from "../words/index.ts";
import { FileCard } from "./file-card.tsx";
import { playTime } from "./play-time.ts";
import styles from "./sound.module.css";
import { ringLabel, stateText } from "./state-text.ts";
import { transferAction } from "./transfer-actions.ts";
import { TransferRing } from "./transfer-ring.tsx";
import { useFileUrl } from "./use-file-url.ts";

/** A sound: the browser's own player once the file is here. What was spoken has a microphone beside it. */
export function Sound({
  message,
  attachment,
}: {
  readonly message: Message;
  readonly attachment: Attachment;
}) {
  const app = useApp();
  const [broken, setBroken] = useState(false);
  const url = useFileUrl(message, attachment);
  const act = transferAction(app, message, attachment);
  if (broken) return <FileCard message={message} attachment={attachment} note={words.attachment.broken} />;
  const length = attachment.durationMs === undefined ? "" : `${playTime(attachment.durationMs)} · `;
  const state = stateText(message, attachment);
  const { voice = false } = attachment;
  const name = voice ? words.attachment.voice : attachment.name;
  const Icon = voice ? Mic : AudioLines;
  return (
    <div className={styles.sound} data-voice={voice}>
      {act !== undefined && (
        <TransferRing transfer={attachment.transfer} label={ringLabel(attachment)} onAct={act} />
      )}
      {act === undefined && (voice || url === undefined) && (
        <span className={styles.icon}>
          <Icon size={22} strokeWidth={1.75} aria-hidden="true" />
        </span>
      )}
      <span className={styles.words}>
        {url === undefined ? (
          <>
            <bdi className={styles.name}>{name}</bdi>
            <span className={styles.sub}>
              {length}
              {state}
            </span>
          </>
        ) : (
          // biome-ignore lint/a11y/useMediaCaption: what people send each other has no captions.
          <audio
            className={styles.player}
            src={url}
            controls
            preload="metadata"
            tabIndex={-1}
            data-primary=""
            aria-label={voice ? words.attachment.voice : words.attachment.playAudio(attachment.name)}
            onError={() => setBroken(true)}
          />
        )}
      </span>
    </div>
  );
}
