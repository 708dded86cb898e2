import type { Transfer } from "@culver/client";
import { ArrowDown, RotateCw, X } from "lucide-react";
import { words } from "../words/index.ts";
import styles from "./transfer-ring.module.css";

const radius = 19;
const around = 2 * Math.PI * radius;

export interface TransferRingProps {
  readonly transfer: Transfer;
  readonly label: string;
  readonly onAct: () => void;
}

/** A round button that fetches, stops or tries again; while bytes move, a ring around it shows how many have. */
export function TransferRing({ transfer, label, onAct }: TransferRingProps) {
  const moving = transfer.state === "uploading" || transfer.state === "downloading";
  const share = moving ? Math.min(1, transfer.done / Math.max(1, transfer.total)) : 0;
  const Icon = moving ? X : transfer.state === "remote" ? ArrowDown : RotateCw;
  return (
    <button
      type="button"
      className={styles.ring}
      aria-label={label}
      title={label}
      tabIndex={-1}
      onClick={onAct}
    >
      <Icon size={20} strokeWidth={2} aria-hidden="true" />
      {moving && (
        <svg
          className={styles.progress}
          viewBox="0 0 44 44"
          role="progressbar"
          aria-label={
            transfer.state === "uploading" ? words.attachment.uploading : words.attachment.downloading
          }
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share * 100)}
        >
          <circle cx="22" cy="22" r={radius} className={styles.track} />
          <circle
            cx="22"
            cy="22"
            r={radius}
            className={styles.done}
            strokeDasharray={around}
            strokeDashoffset={around * (1 - Math.max(0.04, share))}
          />
        </svg>
      )}
    </button>
  );
}
