import type { Place } from "@culver/client";

/** About a metre. */
const decimals = 5;

function degrees(value: number, positive: string, negative: string): string {
  return `${Math.abs(value).toFixed(decimals)}° ${value < 0 ? negative : positive}`;
}

/** "51.50740° N, 0.12780° W" */
export function coordinatesText({ latitude, longitude }: Place): string {
  return `${degrees(latitude, "N", "S")}, ${degrees(longitude, "E", "W")}`;
}

/** The place on openstreetmap.org, with a mark. */
export function mapUrl({ latitude, longitude }: Place): string {
  const [lat, lon] = [latitude.toFixed(6), longitude.toFixed(6)];
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=17/${lat}/${lon}`;
}

/** For the map app of a phone (RFC 5870). */
export function geoUrl({ latitude, longitude }: Place): string {
  return `geo:${latitude.toFixed(6)},${longitude.toFixed(6)}`;
}
