import { Pencil, Trash2 } from "lucide-react";
import cards from "../../ui/card.module.css";
import { IconButton } from "../../ui/icon-button.tsx";
import { inboxWords } from "../../words/inbox.ts";

/** The foot of what is edited in its place. */
export function SaveOrCancel({
  ready,
  onCancel,
}: {
  readonly ready: boolean;
  readonly onCancel: () => void;
}) {
  return (
    <div className={cards.actions}>
      <button type="submit" className="button primary" disabled={!ready}>
        {inboxWords.app.save}
      </button>
      <button type="button" className="button" onClick={onCancel}>
        {inboxWords.app.cancel}
      </button>
    </div>
  );
}

export interface EditOrRemoveProps {
  readonly name: string;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

/** At the end of a row that can be edited in its place. */
export function EditOrRemove({ name, onEdit, onRemove }: EditOrRemoveProps) {
  return (
    <>
      <IconButton icon={Pencil} size={18} label={`${inboxWords.app.edit}: ${name}`} onClick={onEdit} />
      <IconButton icon={Trash2} size={18} label={`${inboxWords.app.remove}: ${name}`} onClick={onRemove} />
    </>
  );
}
