import type { TemplateView } from "@culver/business/inbox-api";
import { TriangleAlert } from "lucide-react";
import { useId } from "react";
import { dayAndTime } from "../../lib/format-time.ts";
import { pageWords } from "../../words/inbox-pages.ts";
import { Chip } from "../shared/chip.tsx";
import { ReviewBar, type ReviewBarProps } from "./review-bar.tsx";
import { categoryText, stateText, toneOf } from "./states.ts";
import styles from "./template-card.module.css";
import { TemplatePreview } from "./template-preview.tsx";

const words = pageWords.templates;

/** A template: what it is, where it stands and why, and how it looks. */
export function TemplateCard({
  template,
  review,
}: {
  readonly template: TemplateView;
  /** Only for who may decide. */
  readonly review: Omit<ReviewBarProps, "template"> | undefined;
}) {
  const id = useId();
  const { name, language, category, state, reasons, rejectedReason, variables, changedAt } = template;
  return (
    <article className={styles.card} aria-labelledby={id}>
      <div className={styles.facts}>
        <div className={styles.head}>
          <h3 id={id} className={styles.name}>
            {name}
          </h3>
          <Chip tone={toneOf(state)} text={stateText(state)} />
        </div>
        <p className="meta">
          {language} · {categoryText(category)} · {words.changed(dayAndTime(changedAt, Date.now()))}
        </p>
        {state === "PENDING" && reasons.length > 0 && (
          <div className={styles.why}>
            <span className={styles.label}>
              <TriangleAlert size={16} strokeWidth={1.75} aria-hidden="true" /> {words.why}
            </span>
            <ul>
              {reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </div>
        )}
        {rejectedReason !== undefined && rejectedReason !== "" && state === "REJECTED" && (
          <div className={styles.why} data-bad="">
            <span className={styles.label}>{words.rejected}</span>
            <p dir="auto">{rejectedReason}</p>
          </div>
        )}
        {variables.length > 0 && (
          <p className="meta">
            {words.variables}:{" "}
            {variables.map((variable) => (
              <code key={variable} className={styles.variable}>
                {variable}
              </code>
            ))}
          </p>
        )}
        {review !== undefined && <ReviewBar template={template} {...review} />}
      </div>
      <TemplatePreview template={template} />
    </article>
  );
}
