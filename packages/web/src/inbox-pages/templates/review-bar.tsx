import type { TemplateView } from "@culver/business/inbox-api";
import { useId, useState } from "react";
import dialogStyles from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { pageWords } from "../../words/inbox-pages.ts";
import styles from "./review-bar.module.css";

const words = pageWords.templates;

export type Decision = "approve" | "reject" | "pause" | "resume";

export interface ReviewBarProps {
  readonly template: TemplateView;
  readonly isBusy: boolean;
  readonly onDecide: (template: TemplateView, decision: Decision, reason?: string) => void;
}

/** A reason is asked for before a template is rejected. */
function RejectDialog({
  name,
  onReject,
  onClose,
}: {
  readonly name: string;
  readonly onReject: (reason: string) => void;
  readonly onClose: () => void;
}) {
  const [reason, setReason] = useState("");
  const id = useId();
  return (
    <Dialog title={words.rejectTitle(name)} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          onReject(reason.trim());
        }}
      >
        <p className="hint">{words.rejectText}</p>
        <div className="field">
          <label htmlFor={id}>{words.reason}</label>
          <textarea
            id={id}
            className="input"
            rows={3}
            dir="auto"
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        <div className={dialogStyles.actions}>
          <button type="button" className="button" onClick={onClose}>
            {pageWords.cancel}
          </button>
          <button type="submit" className="button danger" disabled={reason.trim() === ""}>
            {words.rejectDo}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** What can be decided about a template as it stands. */
export function ReviewBar({ template, isBusy, onDecide }: ReviewBarProps) {
  const [rejecting, setRejecting] = useState(false);
  const { name, state } = template;
  const act = (decision: Decision) => () => onDecide(template, decision);
  return (
    <div className={styles.bar}>
      {state === "PENDING" && (
        <>
          <button
            type="button"
            className="button primary"
            disabled={isBusy}
            aria-label={words.approveLabel(name)}
            onClick={act("approve")}
          >
            {words.approve}
          </button>
          <button
            type="button"
            className="button"
            disabled={isBusy}
            aria-label={words.rejectLabel(name)}
            onClick={() => setRejecting(true)}
          >
            {words.reject}
          </button>
        </>
      )}
      {state === "APPROVED" && (
        <button
          type="button"
          className="button"
          disabled={isBusy}
          aria-label={words.pauseLabel(name)}
          onClick={act("pause")}
        >
          {words.pause}
        </button>
      )}
      {state === "PAUSED" && (
        <button
          type="button"
          className="button"
          disabled={isBusy}
          aria-label={words.resumeLabel(name)}
          onClick={act("resume")}
        >
          {words.resume}
        </button>
      )}
      {rejecting && (
        <RejectDialog
          name={name}
          onClose={() => setRejecting(false)}
          onReject={(reason) => onDecide(template, "reject", reason)}
        />
      )}
    </div>
  );
}
