import welcome from "../../shell/welcome.module.css";
import { Dove } from "../../ui/dove.tsx";
import { inboxWords } from "../../words/inbox.ts";

/** Beside the list while no chat is open. */
export function NothingOpen() {
  return (
    <div className={welcome.welcome}>
      <span className={welcome.mark}>
        <Dove size={72} />
      </span>
      <h2 className={welcome.title}>{inboxWords.thread.nothingOpen}</h2>
      <p className={welcome.text}>{inboxWords.thread.nothingOpenText}</p>
    </div>
  );
}
