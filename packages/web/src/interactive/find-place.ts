import type { Place } from "@culver/client";

/** After this the device is taken not to know. Milliseconds. */
const patience = 30_000;

export interface Found {
  readonly place: Place;
  /** Metres. */
  readonly accuracy: number;
}

/** The browser gives no place: it may not, cannot at the moment, or never can. */
export class PlaceRefused extends Error {
  override readonly name = "PlaceRefused";
  readonly reason: "denied" | "unavailable" | "none";

  constructor(reason: PlaceRefused["reason"]) {
    super(`no place: ${reason}`);
    this.reason = reason;
  }
}

/** Where the device is, once; the browser asks the person first. Throws PlaceRefused. */
export function findPlace(): Promise<Found> {
  const { geolocation } = navigator;
  if (geolocation === undefined) return Promise.reject(new PlaceRefused("none"));
  return new Promise((resolve, reject) => {
    geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) =>
        resolve({ place: { latitude, longitude }, accuracy: Math.max(1, Math.round(accuracy)) }),
      ({ code, PERMISSION_DENIED }) =>
        reject(new PlaceRefused(code === PERMISSION_DENIED ? "denied" : "unavailable")),
      { enableHighAccuracy: true, timeout: patience, maximumAge: 0 },
    );
  });
}
