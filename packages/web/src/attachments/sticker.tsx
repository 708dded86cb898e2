import type { Attachment, Message } from "@culver/client";
import { Sticker as StickerIcon } from "lucide-react";
import { useRef, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { words } from "../words/index.ts";
import { ringLabel, stateText } from "./state-text.ts";
import styles from "./sticker.module.css";
import { transferAction } from "./transfer-actions.ts";
import { TransferRing } from "./transfer-ring.tsx";
import { useAutoDownload } from "./use-auto-download.ts";
import { useFileUrl, usePreviewUrl } from "./use-file-url.ts";

/** A picture without a frame or a bubble. */
export function Sticker({
  message,
  attachment,
}: {
  readonly message: Message;
  readonly attachment: Attachment;
}) {
  const app = useApp();
  const frame = useRef<HTMLDivElement>(null);
  const [broken, setBroken] = useState(false);
  const url = useFileUrl(message, attachment);
  const preview = usePreviewUrl(attachment.preview);
  useAutoDownload(frame, message, attachment);
  const act = transferAction(app, message, attachment);
  const state = broken ? words.attachment.broken : stateText(message, attachment);
  const source = broken ? preview : (url ?? preview);
  return (
    <div ref={frame} className={styles.sticker} data-sticker="">
      {source !== undefined ? (
        <img
          src={source}
          alt={words.attachment.kinds.sticker}
          draggable={false}
          onError={() => setBroken(true)}
        />
      ) : (
        <StickerIcon size={44} strokeWidth={1.25} aria-hidden="true" />
      )}
      {act !== undefined && url === undefined && (
        <span className={styles.ring}>
          <TransferRing transfer={attachment.transfer} label={ringLabel(attachment)} onAct={act} />
        </span>
      )}
      {source === undefined && state !== undefined && <span className={styles.state}>{state}</span>}
    </div>
  );
}
