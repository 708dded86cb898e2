import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useApp } from "../app/app-context.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { words } from "../words/index.ts";
import styles from "./details-pane.module.css";

/** The column of details: its head, and the focus when it opens. */
export function DetailsFrame({ children }: { readonly children: ReactNode }) {
  const app = useApp();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  return (
    <div ref={panel} className={styles.pane} tabIndex={-1}>
      <header className={styles.header}>
        <IconButton icon={X} label={words.app.close} onClick={app.router.up} />
        <h2 className={styles.title}>{words.details.title}</h2>
      </header>
      {children}
    </div>
  );
}
