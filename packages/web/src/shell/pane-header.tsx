import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { useApp } from "../app/app-context.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { words } from "../words/index.ts";
import styles from "./pane-header.module.css";

export interface PaneHeaderProps {
  readonly title: string;
  readonly level?: 1 | 2;
  /** Where the way back is only needed on narrow screens. */
  readonly backOnNarrow?: boolean;
  readonly children?: ReactNode;
}

/** The head of a column that is not the chat list: the way back, a title, what can be done. */
export function PaneHeader({ title, level = 1, backOnNarrow = false, children }: PaneHeaderProps) {
  const { router } = useApp();
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <header className={styles.header}>
      <IconButton
        icon={ArrowLeft}
        label={words.app.back}
        className={backOnNarrow ? styles.narrow : ""}
        onClick={router.up}
      />
      <Heading className={styles.title}>{title}</Heading>
      {children}
    </header>
  );
}
