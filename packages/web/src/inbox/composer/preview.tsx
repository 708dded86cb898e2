import bubble from "../../conversation/bubble.module.css";
import { type Interactive, InteractiveBody } from "../thread/interactive-body.tsx";
import styles from "./preview.module.css";

/** A message before it is sent, as the customer will see it. */
export function Preview({ label, body }: { readonly label: string; readonly body: Interactive }) {
  return (
    <figure className={styles.preview}>
      <figcaption className="hint">{label}</figcaption>
      <div className={`${bubble.row} ${bubble.theirs} ${bubble.file} ${bubble.last} ${styles.bubble}`}>
        <div className={bubble.stack}>
          <div className={bubble.bubble}>
            <InteractiveBody body={body} />
          </div>
        </div>
      </div>
    </figure>
  );
}
