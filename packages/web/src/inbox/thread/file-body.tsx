import type { ItemBody } from "@culver/business/inbox-api";
import { FileText, ImageOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import bubble from "../../conversation/bubble.module.css";
import { Markup } from "../../conversation/markup.tsx";
import { byteSize } from "../../lib/format-time.ts";
import { inboxWords } from "../../words/inbox.ts";
import { addressOf } from "../api/http.ts";
import { useInbox } from "../app/inbox-context.ts";
import { bodyPreview } from "../lib/body-preview.ts";
import type { LocalItem } from "../state/timeline.ts";
import styles from "./item-body.module.css";

type FileItem = Extract<ItemBody, { kind: "file" }>;

const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });

function Card({ body, note, progress }: { body: FileItem; note?: string; progress?: number | undefined }) {
  const words = inboxWords.thread;
  const { file } = body;
  const name = file.name ?? bodyPreview({ ...body, text: "" });
  const Icon = note === undefined ? FileText : ImageOff;
  const inner = (
    <>
      <span className={styles.icon}>
        <Icon size={22} strokeWidth={1.75} aria-hidden="true" />
      </span>
      <span className={styles.words}>
        <bdi className={styles.name}>{name}</bdi>
        <span className={styles.sub}>
          {progress !== undefined && progress < 1
            ? words.uploading(percent.format(progress))
            : byteSize(file.size)}
        </span>
        {progress !== undefined && (
          <span className={styles.bar}>
            <span style={{ width: percent.format(progress) }} />
          </span>
        )}
      </span>
    </>
  );
  if (file.url === "") return <span className={styles.file}>{inner}</span>;
  return (
    <a
      className={styles.file}
      href={addressOf(file.url)}
      download={name}
      tabIndex={-1}
      aria-label={words.download(name)}
    >
      {inner}
    </a>
  );
}

function Shown({ body }: { readonly body: FileItem }) {
  const inbox = useInbox();
  const [broken, setBroken] = useState(false);
  const url = addressOf(body.file.url);
  const name = body.file.name ?? bodyPreview({ ...body, text: "" });
  if (broken) return <Card body={body} note="" />;
  switch (body.shape) {
    case "image":
      return (
        <button
          type="button"
          className={styles.picture}
          tabIndex={-1}
          aria-label={name}
          onClick={() => inbox.layers.open({ kind: "picture", file: body.file, text: body.text })}
        >
          <img src={url} alt={body.text || name} loading="lazy" onError={() => setBroken(true)} />
        </button>
      );
    case "sticker":
      return (
        <img className={styles.sticker} src={url} alt={name} loading="lazy" onError={() => setBroken(true)} />
      );
    case "video":
      return (
        // biome-ignore lint/a11y/useMediaCaption: what customers send has no captions.
        <video
          className={styles.video}
          src={url}
          controls
          preload="metadata"
          tabIndex={-1}
          aria-label={name}
          onError={() => setBroken(true)}
        />
      );
    case "audio":
      return (
        // biome-ignore lint/a11y/useMediaCaption: what customers send has no captions.
        <audio
          className={styles.audio}
          src={url}
          controls
          preload="metadata"
          tabIndex={-1}
          aria-label={body.isVoice ? inboxWords.thread.voice : name}
          onError={() => setBroken(true)}
        />
      );
    case "document":
      return <Card body={body} />;
  }
}

/** A picture, a video, a sound or another file, with its caption. */
export function FileBody({
  body,
  local,
  ghost,
}: {
  readonly body: FileItem;
  readonly local: LocalItem | undefined;
  readonly ghost: ReactNode;
}) {
  const onItsWay = local !== undefined;
  return (
    <>
      {onItsWay ? (
        <Card body={body} progress={local.state === "sending" ? (local.progress ?? 0) : undefined} />
      ) : (
        <Shown body={body} />
      )}
      {body.text === "" ? (
        <span className={styles.foot} />
      ) : (
        <div className={`${bubble.text} ${styles.caption}`} dir="auto">
          <Markup text={body.text} />
          {ghost}
        </div>
      )}
    </>
  );
}
