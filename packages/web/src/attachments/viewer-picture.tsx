import type { Attachment, Message } from "@culver/client";
import { useEffect, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { words } from "../words/index.ts";
import { shownKind } from "./file-kind.ts";
import { ringLabel, stateText } from "./state-text.ts";
import { fetchFile, transferAction } from "./transfer-actions.ts";
import { TransferRing } from "./transfer-ring.tsx";
import { useFileUrl, usePreviewUrl } from "./use-file-url.ts";
import type { View } from "./use-zoom.ts";
import styles from "./viewer.module.css";

export interface ViewerPictureProps {
  readonly message: Message;
  readonly attachment: Attachment;
  readonly view: View;
}

/** One picture or video at its full size; fetched when it is not here yet. */
export function ViewerPicture({ message, attachment, view }: ViewerPictureProps) {
  const app = useApp();
  const [broken, setBroken] = useState(false);
  const url = useFileUrl(message, attachment);
  const preview = usePreviewUrl(attachment.preview);
  const { name, transfer } = attachment;
  const video = shownKind(attachment) === "video";
  const wanted = transfer.state === "remote" && !video;
  // biome-ignore lint/correctness/useExhaustiveDependencies: who looks at a picture wants it, whatever its size.
  useEffect(() => {
    if (wanted) fetchFile(app, message);
  }, [app, wanted, message.id]);
  const moved = { transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` };
  if (url !== undefined && !broken) {
    return video ? (
      // biome-ignore lint/a11y/useMediaCaption: what people send each other has no captions.
      <video
        className={styles.picture}
        src={url}
        controls
        playsInline
        aria-label={words.attachment.playVideo(name)}
        onError={() => setBroken(true)}
      />
    ) : (
      <img
        className={styles.picture}
        src={url}
        alt={name}
        draggable={false}
        style={moved}
        onError={() => setBroken(true)}
      />
    );
  }
  const act = transferAction(app, message, attachment);
  return (
    <div className={styles.waiting}>
      {preview !== undefined && <img className={styles.preview} src={preview} alt="" draggable={false} />}
      <div className={styles.middle}>
        {act !== undefined && <TransferRing transfer={transfer} label={ringLabel(attachment)} onAct={act} />}
        <span>{broken ? words.attachment.broken : stateText(message, attachment)}</span>
      </div>
    </div>
  );
}
