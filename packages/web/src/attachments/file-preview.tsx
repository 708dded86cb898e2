import { useState } from "react";
import { byteSize } from "../lib/format-time.ts";
import { words } from "../words/index.ts";
import styles from "./attach-dialog.module.css";
import { fileKind, typeLabel } from "./file-kind.ts";
import { kindIcons } from "./kind-icons.ts";
import { useObjectUrl } from "./use-object-url.ts";

/** A file as it will be seen, or its name where there is nothing to see. */
export function FilePreview({ file }: { readonly file: File }) {
  const url = useObjectUrl(file);
  const [broken, setBroken] = useState(false);
  const kind = fileKind(file.type);
  const Icon = kindIcons[kind];
  const fail = (): void => setBroken(true);
  const seen = url !== undefined && !broken;
  return (
    <figure className={styles.preview}>
      {seen && kind === "image" && <img src={url} alt={file.name} onError={fail} />}
      {seen && kind === "video" && (
        // biome-ignore lint/a11y/useMediaCaption: what people send each other has no captions.
        <video
          src={url}
          controls
          playsInline
          aria-label={words.attachment.playVideo(file.name)}
          onError={fail}
        />
      )}
      {(broken || kind === "audio" || kind === "document") && (
        <span className={styles.icon}>
          <Icon size={44} strokeWidth={1.25} aria-hidden="true" />
        </span>
      )}
      {seen && kind === "audio" && (
        // biome-ignore lint/a11y/useMediaCaption: what people send each other has no captions.
        <audio src={url} controls aria-label={words.attachment.playAudio(file.name)} onError={fail} />
      )}
      <figcaption>
        <bdi>{file.name}</bdi>
        <span className="meta">
          {typeLabel({ name: file.name, type: file.type })} · {byteSize(file.size)}
        </span>
      </figcaption>
    </figure>
  );
}
