import type { Place } from "@culver/client";
import { ExternalLink, MapPin, Navigation } from "lucide-react";
import { coordinatesText, geoUrl, mapUrl } from "../lib/place.ts";
import { words } from "../words/index.ts";
import styles from "./place-card.module.css";

/** Lines as on a map, of no place: nothing is fetched to show one. */
function Ground() {
  return (
    <svg
      className={styles.ground}
      viewBox="0 0 300 104"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <path d="M-10 78 Q60 52 120 66 T310 34 V120 H-10Z" className={styles.water} />
      <path d="M-10 30 L96 12 L148 42 L310 8 M96 12 L82 -8 M148 42 L176 110 M40 -6 L66 74 M222 -8 L248 60" />
      <path d="M-10 78 Q60 52 120 66 T310 34" className={styles.shore} />
    </svg>
  );
}

/** A place: its name, address and where that is, with a way to a map. */
export function PlaceCard({ place }: { readonly place: Place }) {
  const { name = "", address = "" } = place;
  const where = coordinatesText(place);
  const title = name === "" ? (address === "" ? words.place.title : address) : name;
  return (
    <div className={styles.card}>
      <div className={styles.map}>
        <Ground />
        <span className={styles.pin}>
          <MapPin size={20} strokeWidth={1.75} aria-hidden="true" />
        </span>
      </div>
      <div className={styles.words}>
        <bdi className={styles.name}>{title}</bdi>
        {address !== "" && address !== title && <bdi className={styles.address}>{address}</bdi>}
        <span className={styles.where} dir="ltr">
          {where}
        </span>
      </div>
      <div className={styles.links}>
        <a
          href={mapUrl(place)}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className={styles.link}
          title={words.place.outside}
          tabIndex={-1}
          data-act=""
          aria-label={words.place.openLabel(title)}
        >
          <ExternalLink size={16} strokeWidth={1.75} aria-hidden="true" /> {words.place.open}
        </a>
        <a
          href={geoUrl(place)}
          className={`${styles.link} ${styles.app}`}
          tabIndex={-1}
          data-act=""
          aria-label={words.place.inAppLabel(title)}
        >
          <Navigation size={16} strokeWidth={1.75} aria-hidden="true" /> {words.place.inApp}
        </a>
      </div>
    </div>
  );
}
