import { z } from "zod";
import type { Location } from "./content.ts";
import { number, unpacked, words } from "./lenient.ts";
import type { MessageLimits } from "./limits.ts";

/** A location of section 3: numbers, or strings of them. */
export function locationSchema(limits: MessageLimits): z.ZodType<Location> {
  return unpacked(
    z.object({
      latitude: number(-90, 90),
      longitude: number(-180, 180),
      name: words(limits.contactField).optional(),
      address: words(limits.contactField).optional(),
    }),
  );
}
