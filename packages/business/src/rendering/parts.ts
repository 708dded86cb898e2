import type { ContactCard, Location, Media } from "../messages/content.ts";
import type { SmsWords } from "./words.ts";

/** Lines that say something, one below the other. */
export const lines = (...texts: readonly (string | undefined)[]): string =>
  texts.filter((text) => text !== undefined && text.trim() !== "").join("\n");

/** Groups of lines with an empty line between. */
export const blocks = (...texts: readonly (string | undefined)[]): string =>
  texts.filter((text) => text !== undefined && text.trim() !== "").join("\n\n");

export type MediaKind = "image" | "video" | "audio" | "voice" | "document" | "sticker";

/** A medium: what it is, where it is, what it says. @param link where the customer's phone can open it. */
export function mediaText(kind: MediaKind, media: Media, link: string, words: SmsWords): string {
  const what = kind === "audio" && media.voice ? words.voice : words[kind];
  return lines(`${media.filename ?? what}: ${link}`, media.caption);
}

/** Degrees to about ten centimetres. */
const degrees = (value: number): string => String(Number(value.toFixed(6)));

/** A place: its name, its address, its coordinates, and a `geo:` URI (RFC 5870), which no one map owns. */
export function locationText({ latitude, longitude, name, address }: Location): string {
  const [lat, long] = [degrees(latitude), degrees(longitude)];
  return lines(name, address, `${lat}, ${long}`, `geo:${lat},${long}`);
}

/** A contact's card, a line for each thing on it. */
export function contactText(card: ContactCard): string {
  const { name, org, phones = [], emails = [], addresses = [], urls = [] } = card;
  return lines(
    name.formatted_name,
    [org?.title, org?.department, org?.company].filter(Boolean).join(", "),
    ...phones.map(({ phone, wa_id }) => phone ?? (wa_id && `+${wa_id}`)),
    ...emails.map(({ email }) => email),
    ...addresses.map(({ street, zip, city, state, country }) =>
      [street, [zip, city].filter(Boolean).join(" "), state, country].filter(Boolean).join(", "),
    ),
    ...urls.map(({ url }) => url),
  );
}
