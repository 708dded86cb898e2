import { cleanLabel, cleanText } from "../clean-text.ts";
import { isLonger, truncate } from "../text-limits.ts";
import type { Fault } from "./fault.ts";

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  );
}

/** A property that is there only when it has a value. */
export function given<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: Value };
}

/** One line of at most `max` code points; undefined when there is none. */
export function labelOf(value: unknown, max: number, fault: Fault, what: string): string | undefined {
  return bounded(value, cleanLabel, max, fault, what);
}

/** Lines of at most `max` code points together; undefined when there are none. */
export function linesOf(value: unknown, max: number, fault: Fault, what: string): string | undefined {
  return bounded(value, cleanText, max, fault, what);
}

function bounded(
  value: unknown,
  clean: (text: string) => string,
  max: number,
  fault: Fault,
  what: string,
): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "string") {
    fault("invalid_content", `${what} is no text.`);
    return undefined;
  }
  const text = clean(value);
  if (isLonger(text, max)) fault("too_long", `${what} has at most ${max.toLocaleString("en")} characters.`);
  const kept = truncate(text, max);
  return kept.trim() === "" ? undefined : kept;
}

/** What `read` makes of the first `max` items; those it makes nothing of are left out. */
export function listOf<Item>(
  value: unknown,
  max: number,
  fault: Fault,
  what: string,
  read: (item: unknown) => Item | undefined,
): readonly Item[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    fault("invalid_content", `${what} are no list.`);
    return [];
  }
  if (value.length > max) fault("too_long", `${what}: ${max} at most.`);
  return value
    .slice(0, max)
    .map(read)
    .filter((item) => item !== undefined) as readonly Item[];
}
