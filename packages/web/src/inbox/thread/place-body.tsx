import type { ItemBody } from "@culver/business/inbox-api";
import { MapPin } from "lucide-react";
import type { ReactNode } from "react";
import bubble from "../../conversation/bubble.module.css";
import { inboxWords } from "../../words/inbox.ts";
import styles from "./item-body.module.css";

/** A place, by name and coordinates; a map is opened only when it is asked for, elsewhere. */
export function PlaceBody({
  body,
  ghost,
}: {
  readonly body: Extract<ItemBody, { kind: "location" }>;
  readonly ghost: ReactNode;
}) {
  const { latitude, longitude } = body;
  const words = inboxWords.thread;
  const at = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  return (
    <>
      <span className={styles.file}>
        <span className={styles.icon}>
          <MapPin size={22} strokeWidth={1.75} aria-hidden="true" />
        </span>
        <span className={styles.words}>
          <bdi className={styles.name}>{body.name ?? words.location}</bdi>
          <span className={styles.sub}>{body.address ?? <span dir="ltr">{at}</span>}</span>
        </span>
      </span>
      <div className={`${bubble.text} ${styles.caption}`}>
        <a
          href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}
          target="_blank"
          rel="noopener noreferrer"
          tabIndex={-1}
        >
          {words.openMap}
        </a>
        {ghost}
      </div>
    </>
  );
}
