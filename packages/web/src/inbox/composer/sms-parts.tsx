import { countSegments } from "@culver/sms/text";
import { useMemo } from "react";
import { inboxWords } from "../../words/inbox.ts";
import styles from "./composer.module.css";

/** How many SMS a text takes, and the room that is left in them. */
export function SmsParts({ text }: { readonly text: string }) {
  const { segments, remaining } = useMemo(() => countSegments(text), [text]);
  return <span className={styles.parts}>{inboxWords.composer.parts(segments, remaining)}</span>;
}
