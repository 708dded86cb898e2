import type { LucideIcon } from "lucide-react";
import styles from "./composer.module.css";

export interface SendButtonProps {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly ready: boolean;
  readonly onSend: () => void;
}

/** What sends, or keeps, what is written. */
export function SendButton({ label, icon: Icon, ready, onSend }: SendButtonProps) {
  return (
    <button
      type="button"
      className={styles.send}
      disabled={!ready}
      aria-label={label}
      title={label}
      // The text keeps the focus, and a phone its keyboard.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onSend}
    >
      <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
    </button>
  );
}
