import type { LucideIcon } from "lucide-react";
import styles from "./sms-bar.module.css";

export interface SmsBarProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
}

/** Stands where the composer would be, and says why it is not there. */
export function SmsBar({ icon: Icon, title, text }: SmsBarProps) {
  return (
    <div className={styles.bar} role="note">
      <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
      <p>
        <strong>{title}</strong>
        <span>{text}</span>
      </p>
    </div>
  );
}
