import type { ItemBody } from "@culver/business/inbox-api";
import { Copy, ExternalLink, FileText, List, MapPin, Phone, Reply } from "lucide-react";
import { type ReactNode, useState } from "react";
import bubble from "../../conversation/bubble.module.css";
import { Markup } from "../../conversation/markup.tsx";
import { inboxWords } from "../../words/inbox.ts";
import { addressOf } from "../api/http.ts";
import styles from "./interactive-body.module.css";

export type Interactive = Extract<ItemBody, { kind: "interactive" }>;

const icons = { reply: Reply, url: ExternalLink, call: Phone, copy: Copy, location: MapPin };

function Header({ header }: { readonly header: NonNullable<Interactive["header"]> }) {
  if ("text" in header)
    return (
      <strong className={styles.title} dir="auto">
        {header.text}
      </strong>
    );
  const { shape, file } = header;
  if (shape === "image")
    return <img className={styles.media} src={addressOf(file.url)} alt={file.name ?? ""} loading="lazy" />;
  if (shape === "video")
    return (
      // biome-ignore lint/a11y/useMediaCaption: a business's video has no captions here.
      <video className={styles.media} src={addressOf(file.url)} controls preload="metadata" tabIndex={-1} />
    );
  return (
    <span className={styles.document}>
      <FileText size={20} strokeWidth={1.75} aria-hidden="true" />
      <bdi>{file.name}</bdi>
    </span>
  );
}

function Sections({ list }: { readonly list: NonNullable<Interactive["list"]> }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles.button}
        aria-expanded={open}
        tabIndex={-1}
        onClick={() => setOpen(!open)}
      >
        <List size={16} strokeWidth={2} aria-hidden="true" />
        <bdi>{list.button}</bdi>
      </button>
      {open &&
        list.sections.map((section, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: sections have no ids and never move.
          <div key={index} className={styles.section}>
            {section.title !== undefined && <span className={styles.heading}>{section.title}</span>}
            {section.rows.map((row) => (
              <span key={row.id} className={styles.choice} dir="auto">
                {row.title}
                {row.description !== undefined && <span>{row.description}</span>}
              </span>
            ))}
          </div>
        ))}
    </>
  );
}

/** Buttons, lists and templates, as the customer sees them; the buttons are the customer's to press. */
export function InteractiveBody({ body, ghost }: { readonly body: Interactive; readonly ghost?: ReactNode }) {
  return (
    <div className={styles.card}>
      {body.template !== undefined && (
        <span className={styles.template}>{inboxWords.thread.template(body.template)}</span>
      )}
      {body.header !== undefined && <Header header={body.header} />}
      <div className={`${bubble.text} ${styles.text}`} dir="auto">
        <Markup text={body.text} />
        {body.footer === undefined && body.buttons.length === 0 && body.list === undefined && ghost}
      </div>
      {body.footer !== undefined && (
        <span className={styles.footer} dir="auto">
          {body.footer}
        </span>
      )}
      {(body.buttons.length > 0 || body.list !== undefined) && (
        <div className={styles.buttons}>
          {body.buttons.map(({ kind, title, value }, index) => {
            const Icon = icons[kind];
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: buttons have no ids and never move.
              <span key={index} className={styles.button} title={value}>
                <Icon size={16} strokeWidth={2} aria-hidden="true" />
                <bdi>{title}</bdi>
              </span>
            );
          })}
          {body.list !== undefined && <Sections list={body.list} />}
        </div>
      )}
      {(body.footer !== undefined || body.buttons.length > 0 || body.list !== undefined) &&
        ghost !== undefined && <span className={styles.foot} />}
    </div>
  );
}
