import { highlight } from "../lib/highlight.ts";
import styles from "./highlighted.module.css";

/** A text with the words of a search marked. */
export function Highlighted({ text, query }: { readonly text: string; readonly query: string }) {
  let offset = 0;
  return highlight(text, query).map((piece) => {
    const key = offset;
    offset += piece.text.length;
    return piece.hit ? (
      <mark key={key} className={styles.mark}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    );
  });
}
