import dialog from "../../ui/dialog.module.css";
import { inboxWords } from "../../words/inbox.ts";

export interface DialogActionsProps {
  /** What the form of the dialog does. */
  readonly label: string;
  readonly ready: boolean;
  readonly onCancel: () => void;
  readonly className?: string | undefined;
}

/** The foot of a form in a dialog: leave it, or do it. */
export function DialogActions({ label, ready, onCancel, className = "" }: DialogActionsProps) {
  return (
    <div className={`${dialog.actions} ${className}`}>
      <button type="button" className="button" onClick={onCancel}>
        {inboxWords.app.cancel}
      </button>
      <button type="submit" className="button primary" disabled={!ready}>
        {label}
      </button>
    </div>
  );
}
