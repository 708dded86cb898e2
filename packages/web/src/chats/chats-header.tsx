import { Settings, SquarePen } from "lucide-react";
import { useApp } from "../app/app-context.ts";
import { Dove } from "../ui/dove.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { words } from "../words/index.ts";
import styles from "./chats-header.module.css";

export function ChatsHeader() {
  const { router } = useApp();
  return (
    <header className={styles.header}>
      <span className={styles.mark}>
        <Dove size={26} />
      </span>
      <h1 className={styles.title}>{words.chats.title}</h1>
      <IconButton
        icon={Settings}
        label={words.chats.settings}
        onClick={() => router.go({ view: "settings" })}
      />
      <IconButton
        icon={SquarePen}
        label={words.chats.newChat}
        className={styles.new}
        onClick={() => router.go({ view: "new" })}
      />
    </header>
  );
}
