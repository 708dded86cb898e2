import type { TemplateView } from "@culver/business/inbox-api";
import { Copy, CornerUpLeft, ExternalLink, List, MapPin, Phone } from "lucide-react";
import { Markup } from "../../conversation/markup.tsx";
import { addressOf } from "../../inbox/api/http.ts";
import rows from "../../interactive/action-rows.module.css";
import body from "../../interactive/interactive-body.module.css";
import { pageWords } from "../../words/inbox-pages.ts";
import { HeaderFile } from "./header-file.tsx";
import styles from "./template-preview.module.css";

const buttonIcons = { reply: CornerUpLeft, url: ExternalLink, call: Phone, copy: Copy, location: MapPin };

/** A template as a customer sees it; its buttons do nothing here. */
export function TemplatePreview({ template }: { readonly template: TemplateView }) {
  const { header, text, footer, buttons, list } = template.preview;
  const shape = header?.shape;
  const address = header === undefined ? undefined : "file" in header ? header.file.url : header.example;
  const name = header === undefined ? undefined : "file" in header ? header.file.name : header.text;
  return (
    <figure className={styles.ground} aria-label={pageWords.templates.preview(template.name)}>
      <div className={styles.bubble}>
        {shape !== undefined && (
          <HeaderFile
            shape={shape}
            {...(address !== undefined && { address: addressOf(address) })}
            {...(name !== undefined && { name })}
          />
        )}
        {header !== undefined && "text" in header && shape === undefined && (
          <p className={body.header} dir="auto">
            {header.text}
          </p>
        )}
        <div className={body.text} dir="auto">
          <Markup text={text} />
        </div>
        {footer !== undefined && footer !== "" && (
          <div className={body.footer} dir="auto">
            {footer}
          </div>
        )}
      </div>
      <div className={rows.rows}>
        {buttons.map(({ kind, title, value }, index) => {
          const Icon = buttonIcons[kind];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the buttons of a template never change.
            <span key={index} className={rows.row}>
              <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
              <span className={rows.title}>
                <bdi>{title}</bdi>
                {value !== undefined && kind !== "reply" && (
                  <span className={rows.sub} dir="ltr">
                    {value}
                  </span>
                )}
              </span>
            </span>
          );
        })}
        {list !== undefined && (
          <span className={rows.row}>
            <List size={18} strokeWidth={1.75} aria-hidden="true" />
            <bdi>{list.button}</bdi>
          </span>
        )}
      </div>
    </figure>
  );
}
