import { Copy, Forward, Trash2, X } from "lucide-react";
import { useApp } from "../app/app-context.ts";
import { isContent } from "../lib/content.ts";
import { useValue } from "../state/store.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { words } from "../words/index.ts";
import { copyMessages, forwardMessages, removeForMe } from "./message-actions.ts";
import styles from "./selection-bar.module.css";

/** Stands where the composer would be while messages are chosen. */
export function SelectionBar({ chosen }: { readonly chosen: ReadonlySet<string> }) {
  const app = useApp();
  const { messages } = useValue(app.timeline);
  const found = messages.filter(({ id }) => chosen.has(id));
  const texts = found.filter(({ body }) => isContent(body));
  const finish = (act: () => void) => () => {
    act();
    app.selection.end();
  };
  return (
    <div className={styles.bar} role="toolbar" aria-label={words.selection.label}>
      <IconButton icon={X} label={words.selection.end} onClick={app.selection.end} />
      <span className={styles.count} role="status">
        {words.selection.count(found.length)}
      </span>
      <IconButton
        icon={Copy}
        label={words.message.copy}
        disabled={texts.length === 0}
        onClick={finish(() => copyMessages(app, texts))}
      />
      <IconButton
        icon={Trash2}
        label={words.message.deleteForMe}
        disabled={found.length === 0}
        onClick={finish(() => removeForMe(app, found))}
      />
      <IconButton
        icon={Forward}
        label={words.message.forward}
        disabled={texts.length === 0}
        onClick={() => forwardMessages(app, texts)}
      />
    </div>
  );
}
