import type { Message } from "@culver/client";
import { useRef } from "react";

const none: ReadonlySet<string> = new Set();

/** Messages that were added at the end since the list was first shown. */
export function useArriving(messages: readonly Message[]): ReadonlySet<string> {
  const newest = useRef<number>(undefined);
  const arrived = useRef<ReadonlySet<string>>(none);
  const last = messages.at(-1);
  if (last === undefined) return none;
  const known = newest.current;
  newest.current = Math.max(known ?? 0, last.position);
  if (known === undefined) return none;
  const fresh = messages.filter(({ position }) => position > known);
  // A page of history is no arrival.
  if (fresh.length > 0 && fresh.length < 10)
    arrived.current = new Set([...arrived.current, ...fresh.map(({ id }) => id)]);
  return arrived.current;
}
