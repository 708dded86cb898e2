import type { Place } from "@culver/client";
import type { Location } from "../messages/index.ts";

/** A place without what it does not say. */
export function placeOf({ latitude, longitude, name, address }: Location | Place): Place & Location {
  return {
    latitude,
    longitude,
    ...(name !== undefined && { name }),
    ...(address !== undefined && { address }),
  };
}
