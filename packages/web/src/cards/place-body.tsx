import type { Place } from "@culver/client";
import styles from "./cards-body.module.css";
import { PlaceCard } from "./place-card.tsx";

/** A place in a bubble; the time stands beside the way to the map. */
export function PlaceBody({ place }: { readonly place: Place }) {
  return (
    <div className={styles.body}>
      <PlaceCard place={place} />
    </div>
  );
}
