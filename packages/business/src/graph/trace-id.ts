import { platformRandom, type RandomSource } from "./random.ts";

/** A new `fbtrace_id` (section 6): "A" and 16 random octets in base64url, as Graph's look. */
export function newTraceId(random: RandomSource = platformRandom): string {
  return `A${random(16).toBase64({ alphabet: "base64url", omitPadding: true })}`;
}
